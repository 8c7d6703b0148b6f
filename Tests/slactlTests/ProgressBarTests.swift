import Testing

@testable import slactl

@Suite("The bar that shows how far a command is")
final class ProgressBarTests {
    private var now = ContinuousClock.now
    private var lines: [String] = []

    private func bar(isShown: Bool = true) -> ProgressBar {
        ProgressBar(isShown: isShown, now: { self.now }, write: { self.lines.append($0) })
    }

    private func wait(milliseconds: Int) { now += .milliseconds(milliseconds) }

    @Test("is first drawn after one second")
    func patience() {
        let bar = bar()
        bar.begin("reading", "bytes", total: 10 << 20)
        wait(milliseconds: 999)
        bar.add(1 << 20)
        #expect(lines == [])
        wait(milliseconds: 1)
        bar.add(1 << 20)
        #expect(lines == ["\rreading  [######------------------------]  20%  2 of 10 MiB\u{1B}[K"])
    }

    @Test("is drawn anew four times a second, however often something is done")
    func interval() {
        let bar = bar()
        bar.begin("judging", "tickets", total: 100_000)
        wait(milliseconds: 1_000)
        for _ in 0..<2_000 {
            bar.add()
            wait(milliseconds: 1)
        }
        #expect(lines.count == 8)
    }

    @Test("does not begin its second anew with the next part of the work")
    func parts() {
        let bar = bar()
        bar.begin("reading", "bytes", total: 1)
        wait(milliseconds: 600)
        bar.add()
        bar.begin("judging", "tickets", total: 4)
        wait(milliseconds: 400)
        bar.move(to: 4)
        #expect(lines == ["\rjudging  [##############################]  100%  4 of 4 tickets\u{1B}[K"])
    }

    @Test("is wiped once, and only if it was drawn")
    func wipe() {
        let bar = bar()
        bar.begin("reading", "entries", total: nil)
        bar.wipe()
        #expect(lines == [])
        wait(milliseconds: 1_000)
        bar.add(17)
        bar.wipe()
        bar.wipe()
        #expect(lines == ["\rreading  17 entries\u{1B}[K", "\r\u{1B}[K"])
    }

    @Test("writes nothing where there is no terminal")
    func noTerminal() {
        let bar = bar(isShown: false)
        bar.begin("reading", "bytes", total: 100)
        wait(milliseconds: 60_000)
        bar.add(50)
        bar.wipe()
        #expect(lines == [])
    }

    @Test(
        "shows a count where nobody knows the whole, and is never fuller than full",
        arguments: [
            (0, nil, "x  0 tickets"), (12, nil, "x  12 tickets"), (12, 0, "x  12 tickets"),
            (0, 3, "x  [------------------------------]  0%  0 of 3 tickets"),
            (1, 3, "x  [##########--------------------]  33%  1 of 3 tickets"),
            (4, 3, "x  [##############################]  100%  4 of 3 tickets"),
        ] as [(Int, Int?, String)])
    func text(done: Int, total: Int?, text: String) {
        #expect(ProgressStretch(doing: "x", unit: "tickets", done: done, total: total).text == text)
    }
}
