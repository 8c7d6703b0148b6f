"""The same lines as `bench decoding`, parsed by a plain script: orjson, or json where that is missing.

It makes dictionaries of them and checks nothing: no key, limit, moment or type."""
import gzip
import os
import time

from million import STEPS
from page import Figure
from station import utc

try:
    from orjson import loads
except ImportError:
    from json import loads

ROUNDS = 5
# By the last words of the figures' names.
LOGS = {"a real log of a help desk": "helpdesk-italian-firm", "a real log of a service desk": "service-desk-uci498"}


def beside(figure):
    """A figure of decoding, what the script makes of the same lines, and the ratio of their times."""
    what = figure["name"].split(", ", 1)[1]
    lines = real(LOGS[what]) if what in LOGS else generated()
    rates = [rate(lines) for _ in range(ROUNDS)]
    script = Figure(f"parsing alone by a script, {what}", "million/s", rates)
    yield figure
    yield script
    yield Figure(f"decoding and checking, slad's time / the script's, {what}", "times",
                 [script["median"] / figure["median"]])


def rate(lines):
    started = time.process_time()
    for line in lines:
        loads(line)
    return len(lines) / (time.process_time() - started) / 1e6


def real(name):
    with gzip.open(f"{os.environ['SLAD_DATA']}/{name}.ndjson.gz") as file:
        return file.readlines()


def generated():
    at = time.time()
    return [
        f'{{"ticket":"T-{i // len(STEPS)}","id":"{i}","at":"{utc(at + i)}",{STEPS[i % len(STEPS)]}}}\n'.encode()
        for i in range(100_000)
    ]
