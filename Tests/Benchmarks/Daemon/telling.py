"""From a file or a deadline to the journal, beside the least that the machine does of it."""
import statistics
import subprocess
import time

import journal
from page import Figure, floor, floor_path, in_scratch, say
from station import ALONE, Station, lay_out, opening, put

HOURS = 3600
BREACHES = 10_000


def figures():
    if not journal.is_there():
        return
    yield from at_one_instant()
    yield from from_file()
    yield from one_at_a_time()


def percentiles(name, milliseconds, median=None, last=None):
    """The median with the lowest and highest, and the 99th percentile."""
    samples = sorted(milliseconds)
    yield goal(Figure(f"{name}, median", "ms", samples), median)
    yield goal(Figure(f"{name}, 99th percentile", "ms", [samples[len(samples) * 99 // 100]]), last)


def goal(figure, most):
    return figure if most is None else figure.at_most(most)


def at_one_instant():
    """Ten thousand promises that break at one instant, until journald has received the last entry."""
    process = subprocess.Popen([floor_path("journal"), str(BREACHES)], stdout=subprocess.PIPE)
    started = float(process.communicate()[0]) / 1e6
    alone = max(at for at, _ in journal.await_entries(BREACHES, f"_PID={process.pid}", "SLA_KIND=breach")) - started
    slad = in_scratch(breaches_at_once)
    yield Figure("10,000 entries, sd_journal_sendv in a loop", "s", [alone])
    yield Figure("10,000 breaches at one instant, until all are in the journal", "s", [slad]).at_most(0.3)
    yield Figure("10,000 breaches, slad's time / sd_journal_sendv's", "times", [slad / alone])


def breaches_at_once(directory):
    lay_out(directory, {"alone": ALONE})
    with Station(directory, to_journal=True) as station:
        due = round(time.time()) + 12
        put(directory, "all.ndjson", "".join(opening(f"B-{i}", due - 48 * HOURS) for i in range(BREACHES)))
        station.await_empty_inbox()
        if time.time() > due:
            say("the ten thousand tickets were not taken before their deadline")
        time.sleep(max(0, due - time.time()))
        return max(at for at, _ in journal.await_entries(BREACHES, *station.matches())) - due


def from_file():
    """A file of one event that is late already, renamed into the inbox of a daemon that rests."""
    plain = in_scratch(plain_files)
    slad = in_scratch(late_files)
    yield from percentiles("rename, inotify, read, fdatasync, journal in C", plain)
    yield from percentiles("event renamed in until its breach is in the journal", slad, 1, 5)
    ratio = statistics.median(slad) / statistics.median(plain)
    yield Figure("event to journal, slad's time / C's, medians", "times", [ratio])


FILES = 300


def plain_files(directory):
    lay_out(directory)
    process = subprocess.Popen([floor_path("latency"), directory + "/spool", str(FILES)], stdout=subprocess.PIPE)
    process.stdout.readline()
    sent = put_one_by_one(directory, "C")
    process.wait()
    return latencies(sent, "SYSLOG_IDENTIFIER=slad-floor", f"_PID={process.pid}")


def late_files(directory):
    lay_out(directory, {"alone": ALONE})
    with Station(directory, to_journal=True) as station:
        return latencies(put_one_by_one(directory, "L"), *station.matches())


def put_one_by_one(directory, prefix):
    sent = {}
    for number in range(FILES):
        ticket = f"{prefix}-{number}"
        sent[ticket] = put(directory, ticket + ".ndjson", opening(ticket, time.time() - 49 * HOURS))
        time.sleep(0.02)
    return sent


def latencies(sent, *matches):
    received = {ticket: at for at, ticket in journal.await_entries(len(sent), *matches)}
    return [(received[ticket] - at) * 1000 for ticket, at in sent.items()]


def one_at_a_time():
    """With nothing else armed; with a million tickets it is measured in `million.py`."""
    plain = floor("timer", 300)
    yield Figure("a timerfd's lateness in C, median", "ms", [plain[0] / 1000])
    yield Figure("a timerfd's lateness in C, 99th percentile", "ms", [plain[1] / 1000])
    yield from percentiles("deadline until its breach is in the journal", in_scratch(deadlines_alone), None, 5)


def deadlines_alone(directory):
    lay_out(directory, {"alone": ALONE})
    with Station(directory, to_journal=True) as station:
        return deadlines(directory, station)


def deadlines(directory, station, count=300, apart=0.03, ahead=5, during=lambda: None):
    """Milliseconds from deadlines, one after the other, until journald has their breaches."""
    first = round(time.time()) + ahead
    due = {f"D-{first}-{i}": round(first + i * apart, 3) for i in range(count)}
    put(directory, f"d{first}.ndjson", "".join(opening(ticket, at - 48 * HOURS) for ticket, at in due.items()))
    station.await_empty_inbox()
    time.sleep(max(0, first - 1 - time.time()))
    during()
    time.sleep(max(0, first + count * apart - time.time()))
    received = {}
    until = time.monotonic() + 600
    while time.monotonic() < until and not due.keys() <= received.keys():
        time.sleep(0.5)
        received = {ticket: at for at, ticket in journal.entries(*station.matches()) if ticket in due}
    return [(received[ticket] - at) * 1000 for ticket, at in due.items()]
