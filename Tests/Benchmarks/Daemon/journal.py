"""The journal that figures are taken from: the machine's own, else one of this run alone, in a mount namespace with a
/run of its own."""
import json
import os
import socket
import subprocess
import sys
import time

from page import say

PROGRAM = "/usr/lib/systemd/systemd-journald"
SOCKET = "/run/systemd/journal/socket"


def move_into_namespace():
    """Starts this program once more where /run is new and empty, if the machine has no journal."""
    if os.path.exists(SOCKET) or os.environ.get("BENCH_NAMESPACE") or os.getuid() != 0 or not os.path.exists(PROGRAM):
        return
    os.environ["BENCH_NAMESPACE"] = "1"
    again = 'mount -t tmpfs -o mode=755 tmpfs /run && exec "$@"'
    os.execvp("unshare", ["unshare", "--mount", "sh", "-c", again, "sh", sys.executable, *sys.argv])


def is_there():
    """Whether there is a journal; without one says loudly what is left out."""
    if os.environ.get("BENCH_NAMESPACE") and not os.path.exists(SOCKET):
        start()
    if os.path.exists(SOCKET):
        return True
    say("LEFT OUT: every figure that ends in the journal; that needs a running journald, or root and systemd")
    return False


def start():
    """A journald as systemd starts it: with its socket in descriptor 3, telling when it is ready; it ends with us."""
    for directory in ["systemd/journal", "systemd/journald.conf.d", "log/journal"]:
        os.makedirs("/run/" + directory)
    os.rmdir("/run/log/journal")
    with open("/run/systemd/journald.conf.d/bench.conf", "w") as file:
        file.write("[Journal]\nStorage=volatile\nRuntimeMaxUse=1G\nAudit=no\nReadKMsg=no\nForwardToWall=no\n"
                   "RateLimitIntervalSec=0\n")
    entries = bound(SOCKET)
    entries.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    ready = bound("/run/systemd/notify")
    script = f"exec env NOTIFY_SOCKET=/run/systemd/notify LISTEN_PID=$$ LISTEN_FDS=1 setpriv --pdeathsig KILL {PROGRAM}"
    subprocess.Popen(["sh", "-c", f"exec 3<&{entries.fileno()}; {script}"], pass_fds=[entries.fileno()])
    ready.settimeout(30)
    while b"READY=1" not in ready.recv(4096):
        pass


def bound(path):
    result = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    result.bind(path)
    return result


def entries(*matches):
    """The entries that fulfil the matches: when journald received each, in seconds since 1970, and its ticket."""
    command = ["journalctl", "--quiet", "--output=json", "--output-fields=SLA_TICKET", *matches]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    found = map(json.loads, lines)
    return [(int(entry["__REALTIME_TIMESTAMP"]) / 1e6, entry.get("SLA_TICKET")) for entry in found]


def await_entries(count, *matches, seconds=60):
    """Waits until so many entries are there; journald gives them away a little after it has them."""
    until = time.monotonic() + seconds
    while len(found := entries(*matches)) < count:
        if time.monotonic() > until:
            sys.exit(f"bench: the journal has {len(found)} of {count} entries: {' '.join(matches)}")
        time.sleep(0.3)
    return found
