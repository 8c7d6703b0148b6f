import Glibc

/// Processor times of the same work done again and again, in seconds: what else the machine does is not counted.
struct Samples {
    /// In the order in which they were taken.
    private let seconds: [Double]
    private let sorted: [Double]

    init(_ seconds: [Double]) {
        self.seconds = seconds
        sorted = seconds.sorted()
    }

    /// How many times as long as the other's each round took.
    func ratios(to other: Samples) -> Samples {
        Samples(zip(seconds, other.seconds).map(/))
    }

    var median: Double { sorted[sorted.count / 2] }

    /// The quarters next to the median: half of all samples lie between.
    var quartiles: (low: Double, high: Double) { (sorted[sorted.count / 4], sorted[sorted.count * 3 / 4]) }

    /// Runs several kinds of work in turn, so that what else the machine does meets them all.
    ///
    /// - Parameter work: each is run once without being measured.
    static func interleaved(_ count: Int, _ work: [() -> Void]) -> [Samples] {
        var seconds = [[Double]](repeating: [], count: work.count)
        for round in 0...count {
            for (number, run) in work.enumerated() {
                let before = processorSeconds()
                run()
                if round > 0 { seconds[number].append(processorSeconds() - before) }
            }
        }
        return seconds.map(Samples.init)
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
