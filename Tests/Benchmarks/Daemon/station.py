"""A slad in a scratch directory, and what its producers put into its inbox."""
import datetime
import os
import queue
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time

from page import SLAD

# Four objectives on every ticket: two each of what the customer was promised and what was promised for security.
AGREEMENT = """agreement: {name}
kind: sla
group: {name}
objectives:
  - objective: first-response
    metric: first_response
    target: {{by: priority, P1: 24h, else: 48h}}
    warn: [50%]
  - objective: resolution
    metric: resolution
    target: {resolution}
    warn: [75%]
    pause: {{category: [waiting_customer]}}
"""
OBJECTIVES = 4
# The objectives of the tickets whose one deadline is measured.
ALONE = """agreement: alone
kind: sla
objectives:
  - objective: resolution
    metric: resolution
    target: 48h
"""


def lay_out(directory, agreements=None):
    """A spool, a configuration and an empty state."""
    for name in ["spool/inbox", "spool/processed", "spool/rejected", "state", "config/agreements"]:
        os.makedirs(f"{directory}/{name}")
    write_agreements(directory, agreements or four_objectives())


def four_objectives(resolution="96h"):
    return {name: AGREEMENT.format(name=name, resolution=resolution) for name in ["customer", "security"]}


def write_agreements(directory, agreements):
    for name, text in agreements.items():
        with open(f"{directory}/config/agreements/{name}.yaml", "w") as file:
            file.write(text)


def utc(seconds):
    at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def opening(ticket, at):
    """The line of a ticket that a customer opens, and that nobody answers."""
    return (f'{{"ticket":"{ticket}","id":"1","at":"{utc(at)}","type":"created","by":"customer",'
            '"set":{"customer":"Acme","priority":"P2","team":"l1"}}\n')


def put(directory, name, text):
    """A file as a producer gives it: written aside, then renamed into the inbox; when that was, since 1970."""
    with open(f"{directory}/spool/inbox/.{name}", "w") as file:
        file.write(text)
    before = time.time()
    os.rename(f"{directory}/spool/inbox/.{name}", f"{directory}/spool/inbox/{name}")
    return before


class Station:
    """One slad, from its start until READY=1 and on."""

    def __init__(self, directory, to_journal=False):
        self.directory = directory
        if os.path.exists(directory + "/notify"):
            os.unlink(directory + "/notify")
        self.words = queue.Queue()
        notifications = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notifications.bind(directory + "/notify")
        # As systemd does: a manager that does not read would hold slad up.
        threading.Thread(target=self.listen, args=[notifications], daemon=True).start()
        command = [SLAD, "--config", directory + "/config", "--state", directory + "/state", "--spool",
                   directory + "/spool", "--control", directory + "/state/control"]
        environment = dict(os.environ, NOTIFY_SOCKET=directory + "/notify")
        started = time.monotonic()
        self.process = subprocess.Popen(command + ([] if to_journal else ["--foreground"]), env=environment,
                                        stdout=subprocess.DEVNULL)
        self.seconds_until_ready = self.await_word("READY=1") - started

    def listen(self, notifications):
        while True:
            for word in notifications.recv(65536).decode().splitlines():
                self.words.put((time.monotonic(), word))

    def await_word(self, wanted, seconds=600):
        """When slad said it."""
        while True:
            try:
                at, word = self.words.get(timeout=seconds)
            except queue.Empty:
                sys.exit(f"bench: slad did not say {wanted} within {seconds} s")
            if word == wanted:
                return at

    def await_(self, condition, seconds=3600):
        until = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None:
                sys.exit(f"bench: slad ended with {self.process.returncode}")
            if time.monotonic() > until:
                sys.exit(f"bench: slad did not come to an end within {seconds} s")
            time.sleep(0.002)

    def await_empty_inbox(self):
        inbox = self.directory + "/spool/inbox"
        self.await_(lambda: not os.listdir(inbox))

    def reload(self):
        """Seconds until READY=1."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGHUP)
        self.await_word("RELOADING=1")
        return self.await_word("READY=1") - started

    def count(self, table):
        ledger = sqlite3.connect(f"file:{self.directory}/state/ledger.sqlite?mode=ro", uri=True)
        try:
            return ledger.execute(f"SELECT coalesce(max(number), 0) FROM {table}").fetchone()[0]
        finally:
            ledger.close()

    def memory(self, field="VmRSS"):
        """In MiB; `VmHWM` is the greatest so far."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(field + r":\s+(\d+)", status.read())[1]) / 1024

    def wake_ups(self):
        """How often one of its threads went to sleep of its own will."""
        count = 0
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{thread}/status") as status:
                count += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status.read(), re.M)[1])
        return count

    def matches(self, kind="breach"):
        return [f"_PID={self.process.pid}", f"SLA_KIND={kind}"]

    def stop(self):
        self.process.terminate()
        if self.process.wait(600) != 0:
            sys.exit(f"bench: slad ended with {self.process.returncode}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
