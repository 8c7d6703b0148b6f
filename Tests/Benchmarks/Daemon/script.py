"""What people write instead of slad, to measure slad beside it: takes the files of SPOOL/inbox in name order, drops
duplicates, appends the events to a log with one sync for every 256 files, and moves the files to SPOOL/processed.
It keeps no clock and refuses no event. Usage: script.py SPOOL"""
import os
import sys

try:
    from orjson import loads
except ImportError:
    from json import loads

inbox, processed = sys.argv[1] + "/inbox/", sys.argv[1] + "/processed/"
log = open(sys.argv[1] + "/log", "ab")
seen = set()
while names := sorted(name for name in os.listdir(inbox) if not name.startswith(".")):
    for first in range(0, len(names), 256):
        batch = names[first : first + 256]
        for name in batch:
            with open(inbox + name, "rb") as file:
                for line in file:
                    event = loads(line)
                    key = (event["ticket"], event["id"])
                    if key not in seen:
                        seen.add(key)
                        log.write(line)
        log.flush()
        os.fdatasync(log.fileno())
        for name in batch:
            os.rename(inbox + name, processed + name)
