"""How fast the inbox is: slad takes files of events from a spool on a disk, and beside it two others take the same
files in the same run: script.py, which does the least that people do without slad, and a C program (Floors/move.c),
which reads, appends, flushes and renames, and does not look into them."""
import datetime
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import station
from page import HERE, ROUNDS, SLAD, Figure, floor, floor_path, in_scratch

# A thousand tickets are open at a time; each lives for five events.
OPEN_TICKETS = 1_000
STEPS = [
    '"type":"created","by":"customer","set":{"customer":"Acme","priority":"P2","team":"l1"}',
    '"type":"replied","by":"agent"',
    '"type":"changed","by":"agent","set":{"status":"pending"}',
    '"type":"replied","by":"customer"',
    '"type":"resolved","by":"agent"',
]
# Name, files, events in each.
WORKLOADS = [("50,000 files of one event", 50_000, 1), ("3,000 files of 100 events", 3_000, 100),
             ("one file of 300,000 events", 1, 300_000)]
# Whether memory goes with files or with events: a tenth of the first workload, and its events in fewer files.
MEMORY = [("5,000 files of one event", 5_000, 1), ("500 files of 100 events", 500, 100)]


def events(count):
    """The lines of a stream of events, in the order of their times; the last of them happened just now."""
    start = time.time() - count * 0.01
    for number in range(count):
        ticket = number // (OPEN_TICKETS * len(STEPS)) * OPEN_TICKETS + number % OPEN_TICKETS
        at = datetime.datetime.fromtimestamp(start + number * 0.01, datetime.timezone.utc)
        at = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        step = STEPS[number // OPEN_TICKETS % len(STEPS)]
        yield f'{{"ticket":"T-{ticket}","id":"{number}","at":"{at}",{step}}}\n'


def lay_out(directory, files, events_each):
    """A spool whose inbox is full; returns the path of the file that is taken last."""
    station.lay_out(directory)
    stream = events(files * events_each)
    for number in range(files):
        path = f"{directory}/spool/inbox/{number:06}.ndjson"
        with open(path, "w") as file:
            file.writelines(next(stream) for _ in range(events_each))
    os.sync()
    # Files that no notification told of are taken when they have been left alone for two seconds.
    time.sleep(2.5)
    return path


class Run:
    """One program on one spool, from its start until the inbox is empty."""

    def __init__(self, command, directory, files, events_each):
        last = lay_out(directory, files, events_each)
        started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.descriptors = 0
        self.is_done = False
        watcher = threading.Thread(target=self.count_descriptors)
        watcher.start()
        try:
            self.await_(lambda: not os.path.exists(last))
            self.await_(lambda: not os.listdir(directory + "/spool/inbox"))
            self.seconds = time.monotonic() - started
            self.after_inbox(directory, files * events_each, started)
        finally:
            self.is_done = True
            watcher.join()
            self.process.kill()
            self.process.wait()
        taken = sum(len(names) for _, _, names in os.walk(directory + "/spool/processed"))
        assert taken == files, f"{taken} of {files} files are in processed"

    def await_(self, condition):
        while not condition():
            if self.process.poll() not in (None, 0):
                sys.exit(f"bench: {self.process.args[0]} ended with {self.process.returncode}")
            time.sleep(0.002)

    def count_descriptors(self):
        while not self.is_done:
            try:
                self.descriptors = max(self.descriptors, len(os.listdir(f"/proc/{self.process.pid}/fd")))
            except OSError:
                return
            time.sleep(0.02)

    def after_inbox(self, directory, count, started):
        pass


class SladRun(Run):
    def __init__(self, directory, files, events_each, before=()):
        command = [*before, SLAD, "--foreground", "--config", directory + "/config", "--state", directory + "/state",
                   "--spool", directory + "/spool"]
        super().__init__(command, directory, files, events_each)

    def after_inbox(self, directory, count, started):
        """All events are in the ledger; then it decides and tells what they bring: kept promises, four a ticket."""
        ledger = sqlite3.connect(f"file:{directory}/state/ledger.sqlite?mode=ro", uri=True)
        recorded = ledger.execute("SELECT count(*) FROM event").fetchone()[0]
        assert recorded == count, f"{recorded} of {count} events are in the ledger"
        kept = count // len(STEPS) * station.OBJECTIVES
        told = "SELECT value FROM mark WHERE name = 'told_through'"
        self.await_(lambda: (ledger.execute(told).fetchone() or [0])[0] >= kept)
        self.seconds_told = time.monotonic() - started
        with open(f"/proc/{self.process.pid}/status") as status:
            self.peak = int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024


class ScriptRun(Run):
    def __init__(self, directory, files, events_each):
        super().__init__([sys.executable, HERE + "/script.py", directory + "/spool"], directory, files, events_each)


class PlainRun(Run):
    def __init__(self, directory, files, events_each):
        super().__init__([floor_path("move"), directory + "/spool"], directory, files, events_each)


def beside_the_others(name, files, events_each):
    """They take turns, so that what else the machine does meets all."""
    kinds = [SladRun, ScriptRun, PlainRun]
    rounds = [[in_scratch(kind, files, events_each) for kind in kinds] for _ in range(ROUNDS)]
    slads, scripts, plains = zip(*rounds)
    count = files * events_each
    rates = lambda runs: [count / run.seconds / 1000 for run in runs]
    told = [count / run.seconds_told / 1000 for run in slads]
    figures = [
        Figure(f"{name}, slad", "thousand events/s", rates(slads)).at_least(50 if events_each == 1 else 250),
        Figure(f"{name}, slad, until all is told", "thousand events/s", told),
        Figure(f"{name}, script", "thousand events/s", rates(scripts)),
        Figure(f"{name}, C", "thousand events/s", rates(plains)),
        Figure(f"{name}, slad's time / script's", "times", ratios(slads, scripts)),
        Figure(f"{name}, slad's time / C's", "times", ratios(slads, plains)),
    ]
    return figures + held(name, slads)


def ratios(runs, others):
    return [run.seconds / other.seconds for run, other in zip(runs, others)]


def held(name, runs):
    return [Figure(f"{name}, slad's greatest memory", "MiB", [run.peak for run in runs]),
            Figure(f"{name}, slad's most descriptors", "descriptors", [run.descriptors for run in runs])]


def syncs(name, files, events_each):
    """Counted by strace, which slows the program: nothing else is measured in that run."""
    with tempfile.NamedTemporaryFile() as table:
        # As a grandchild (-D), so that the process that is started, watched and ended is slad.
        before = ["strace", "-D", "-f", "--seccomp-bpf", "-c", "-e", "trace=fdatasync,fsync", "-o", table.name]
        in_scratch(lambda directory: SladRun(directory, files, events_each, before))
        while not os.path.getsize(table.name):
            time.sleep(0.01)
        calls = sum(int(line.split()[3]) for line in open(table.name) if re.search(r" f(data)?sync$", line))
    return Figure(f"{name}, slad's syncs for 1,000 events", "syncs", [calls * 1000 / (files * events_each)])


def log_alone():
    """What a log of these events would cost at least: as many bytes, with the group commit of a full turn."""
    seconds = [in_scratch(lambda directory: floor("append", directory + "/log", 300_000, 160, 2_000)[0])
               for _ in range(3)]
    yield Figure("300,000 lines appended in C, fdatasync for 2,000", "thousand events/s",
                 [300 / second for second in seconds])


def figures():
    yield from log_alone()
    for name, files, events_each in MEMORY:
        yield from held(name, [in_scratch(SladRun, files, events_each)])
    for name, files, events_each in WORKLOADS:
        yield from beside_the_others(name, files, events_each)
        if shutil.which("strace"):
            yield syncs(name, files, events_each).at_most(2)
