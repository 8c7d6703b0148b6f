"""What slad takes when nothing happens, and with the logs of real help desks."""
import glob
import gzip
import os
import shutil
import subprocess
import tempfile
import time

from page import HERE, ROUNDS, SLACTL, SLAD, Figure, in_scratch, say
from station import Station, lay_out, put

CONFIGURATION = HERE + "/../../../config"


def figures():
    yield Figure("slad, stripped, on the disk", "MiB", [stripped_bytes() / (1 << 20)]).at_most(65)
    starts = [in_scratch(start_empty) for _ in range(max(5, ROUNDS))]
    yield Figure("start until ready, nothing in the ledger", "ms", [ms for ms, _ in starts]).at_most(10)
    yield Figure("resident, idle", "MiB", [memory for _, memory in starts]).at_most(24)
    yield from real_logs()


def stripped_bytes():
    with tempfile.NamedTemporaryFile() as file:
        subprocess.check_call(["strip", "-o", file.name, SLAD])
        return os.path.getsize(file.name)


def start_empty(directory):
    lay_out(directory)
    with Station(directory) as station:
        time.sleep(0.5)
        return station.seconds_until_ready * 1000, station.memory()


def real_logs():
    logs = sorted(glob.glob(os.environ.get("SLAD_DATA", "/nowhere") + "/*.ndjson.gz"))
    if not logs:
        return say("LEFT OUT: what real logs take: SLAD_DATA names no directory with them")
    texts = [gzip.open(log).read() for log in logs]
    count = sum(text.count(b"\n") for text in texts)
    memory, seconds = in_scratch(take_logs, texts)
    yield Figure("real logs of three help desks, from the inbox", "thousand events/s", [count / seconds / 1000])
    yield Figure("resident, with these logs", "MiB", [memory]).at_most(50)
    seconds = [in_scratch(replay, texts) for _ in range(max(3, ROUNDS))]
    yield Figure("slactl replay of these logs, whole process", "s", seconds).at_most(0.6)


def take_logs(directory, texts):
    """Memory when all is taken and decided, and the seconds until all is taken."""
    lay_out(directory)
    shutil.rmtree(directory + "/config")
    shutil.copytree(CONFIGURATION, directory + "/config")
    with Station(directory) as station:
        started = time.monotonic()
        for number, text in enumerate(texts):
            put(directory, f"{number}.ndjson", text.decode())
        station.await_empty_inbox()
        seconds = time.monotonic() - started
        time.sleep(3)
        return station.memory(), seconds


def replay(directory, texts):
    paths = []
    for number, text in enumerate(texts):
        paths.append(f"{directory}/{number}.ndjson")
        with open(paths[-1], "wb") as file:
            file.write(text)
    started = time.monotonic()
    command = [SLACTL, "replay", "--config", CONFIGURATION, "--format", "ndjson", *paths]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - started
