"""A million open tickets, and a ledger that grows: some ten minutes, so only where BENCH_LONG is set."""
import os
import sqlite3
import time

import journal
from page import Figure, floor, in_scratch
from station import Station, four_objectives, lay_out, opening, put, utc, write_agreements
from telling import deadlines, percentiles

TICKETS = int(os.environ.get("BENCH_TICKETS", "1000000"))
FILE = 10_000


def figures():
    yield from at_rest()
    yield from in_scratch(open_tickets)
    yield from in_scratch(growth)


def at_rest():
    wake_ups = in_scratch(count_wake_ups)
    yield Figure("wake-ups of all threads in a minute with nothing due", "wake-ups", [wake_ups])


def count_wake_ups(directory):
    lay_out(directory)
    with Station(directory) as station:
        # Past the scan that follows a start.
        time.sleep(5)
        before = station.wake_ups()
        time.sleep(60)
        return station.wake_ups() - before


def open_tickets(directory):
    """Every figure with the same million of tickets, each with four clocks."""
    has_journal = journal.is_there()
    name = f"{TICKETS:,} open tickets"
    lay_out(directory)
    station = Station(directory, has_journal)
    seconds = take_openings(directory, station)
    figures = [Figure(f"{name}, taken from the inbox", "thousand events/s", [TICKETS / seconds / 1000])]
    # Until every clock was looked at: the first turns after a backlog are not waited for by the inbox.
    wait_until_quiet(station)
    figures.append(Figure(f"{name}, four clocks each, resident", "MiB", [station.memory()]).at_most(1.2 * 1024))
    station.stop()
    station = Station(directory, has_journal)
    figures.append(Figure(f"{name}, start from the checkpoint", "s", [station.seconds_until_ready]).at_most(3))
    wait_until_quiet(station)
    if has_journal:
        figures += lone_deadlines(directory, station, name)
    figures += reload(directory, station, name, has_journal)
    station.kill()
    forget_checkpoint(directory)
    with Station(directory, has_journal) as station:
        figures.append(Figure(f"{name}, start by a full rebuild", "s", [station.seconds_until_ready]).at_most(20))
    return figures


def take_openings(directory, station):
    """Opened one after the other within the last hours, so that no two promises end at one instant."""
    first = time.time() - 10 * 3600
    started = time.monotonic()
    for start in range(0, TICKETS, FILE):
        lines = (opening(f"T-{i}", first + i * 0.03) for i in range(start, min(start + FILE, TICKETS)))
        put(directory, f"{start:09}.ndjson", "".join(lines))
    laid_out = time.monotonic()
    station.await_(lambda: station.count("event") >= TICKETS)
    # Laying out takes about as long; slad was at work meanwhile, so the greater of the two is told.
    return max(time.monotonic() - laid_out, time.monotonic() - started)


def wait_until_quiet(station):
    """Until slad uses no processor for a second."""
    def used():
        return sum(map(int, open(f"/proc/{station.process.pid}/stat").read().rsplit(") ", 1)[1].split()[11:13]))
    before = -1
    while used() != before:
        before = used()
        time.sleep(1)


def lone_deadlines(directory, station, name):
    heap = floor("heap", TICKETS, 300_000)[0]
    late = deadlines(directory, station, ahead=10)
    yield Figure(f"a binary heap of {TICKETS:,} in C, one turn", "us", [heap / 1000])
    yield from percentiles(f"{name}, deadline until its breach is in the journal", late, None, 5)


def reload(directory, station, name, has_journal):
    """New targets for every ticket; deadlines come true meanwhile."""
    seconds = []
    write_agreements(directory, four_objectives(resolution="90h"))
    change = lambda: seconds.append(station.reload())
    if has_journal:
        late = deadlines(directory, station, count=600, apart=0.05, ahead=10, during=change)
    else:
        change()
    yield Figure(f"{name}, a reload that touches all", "s", seconds).at_most(30)
    if has_journal:
        yield Figure(f"{name}, latest deadline during that reload", "ms", [max(late)]).at_most(50)


def forget_checkpoint(directory):
    ledger = sqlite3.connect(directory + "/state/ledger.sqlite")
    with ledger:
        ledger.execute("DELETE FROM checkpoint")
    ledger.close()


STEPS = [
    '"type":"created","by":"customer","set":{"customer":"Acme","priority":"P2","team":"l1"}',
    '"type":"replied","by":"agent"',
    '"type":"changed","by":"agent","set":{"status":"pending"}',
    '"type":"replied","by":"customer"',
    '"type":"resolved","by":"agent"',
]


def growth(directory):
    """The same 50,000 events of 10,000 tickets that are then finished, into ledgers of several sizes."""
    lay_out(directory)
    sizes = [int(size) for size in os.environ.get("BENCH_GROWTH", "10000,100000,1000000").split(",")]
    figures, rates, memories = [], [], []
    with Station(directory) as station:
        for size in sizes:
            while (count := station.count("event")) < size:
                feed(directory, station, count, min(size - count, 100_000))
            wait_until_quiet(station)
            memories.append(station.memory())
            rates.append(50_000 / feed(directory, station, station.count("event"), 50_000) / 1000)
            wait_until_quiet(station)
            figures.append(Figure(f"with {size:,} events in the ledger", "thousand events/s", [rates[-1]]))
    figures.append(Figure("growth, the fastest of these / the slowest", "times", [max(rates) / min(rates)])
                   .at_most(1.3))
    finished = (sizes[-1] - sizes[-2]) / len(STEPS)
    figures.append(Figure("memory of a finished ticket", "bytes", [(memories[-1] - memories[-2]) * 2**20 / finished]))
    return figures


def feed(directory, station, first, count):
    """Puts events of whole tickets as files of a thousand; the seconds until all are in the ledger."""
    at = time.time() - 1000
    names = []
    for start in range(first, first + count, 1_000):
        lines = []
        for i in range(start, start + 1_000):
            ticket, step = divmod(i, len(STEPS))
            lines.append(f'{{"ticket":"G-{ticket}","id":"{i}","at":"{utc(at + (i - first) * 0.01)}",{STEPS[step]}}}\n')
        names.append((f"{start:09}.ndjson", "".join(lines)))
    started = time.monotonic()
    for name, text in names:
        put(directory, name, text)
    station.await_(lambda: station.count("event") >= first + count)
    return time.monotonic() - started
