"""Figures, and how they are printed: a line each for people, one JSON document for programs."""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SLAD = os.environ.get("SLAD", HERE + "/../../../.build/release/slad")
SLACTL = os.environ.get("SLACTL", HERE + "/../../../.build/release/slactl")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "1"))
SCRATCH = os.environ.get("BENCH_DIRECTORY", "/var/tmp")


class Figure(dict):
    """The median of its samples, and the lowest and highest of them."""

    def __init__(self, name, unit, samples):
        super().__init__(name=name, unit=unit, median=statistics.median(samples), low=min(samples), high=max(samples))

    @classmethod
    def of(cls, known):
        """A figure that another program measured."""
        figure = cls(known["name"], known["unit"], [known["median"]])
        figure.update(known)
        return figure

    def at_most(self, most):
        return self.judged(f"at most {most}", self["median"] <= most)

    def at_least(self, least):
        return self.judged(f"at least {least}", self["median"] >= least)

    def judged(self, goal, is_reached):
        self.update(goal=goal, isReached=is_reached)
        return self

    def text(self):
        goal = f"   goal: {self['goal']}{'' if self['isReached'] else '  MISSED'}" if self.get("goal") else ""
        return "{name:75} {median:10.3f}  [{low:.3f} .. {high:.3f}] {unit}".format(**self) + goal


def say(what):
    """What a person must know beside the figures: that some are left out, say."""
    print(f"bench: {what}", file=sys.stderr, flush=True)


def in_scratch(run, *arguments):
    directory = tempfile.mkdtemp(prefix="slad-bench.", dir=SCRATCH)
    try:
        return run(directory, *arguments)
    finally:
        shutil.rmtree(directory)


def floor(name, *arguments):
    """Runs one of the small C programs of Floors; what it prints, as numbers."""
    return [float(word) for word in subprocess.check_output([floor_path(name), *map(str, arguments)]).split()]


def floor_path(name):
    path = os.path.join(os.environ.get("BENCH_FLOORS", HERE + "/../../../.build/floors"), name)
    source = f"{HERE}/../Floors/{name}.c"
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        subprocess.check_call(["cc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-o", path, source, "-lsystemd"])
    return path


def machine():
    model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
    kind = subprocess.run(["stat", "--file-system", "--format=%T", SCRATCH], capture_output=True, text=True).stdout
    parser = subprocess.run([sys.executable, "-c", "import orjson; print('orjson', orjson.__version__)"],
                            capture_output=True, text=True).stdout or "json of the standard library"
    return (f"{model[1] if model else 'unknown processor'}, {os.cpu_count()} cores, Linux {os.uname().release}, "
            f"{SCRATCH} on {kind.strip()}, script with Python {sys.version.split()[0]} and {parser.strip()}")


def print_page(figures, is_json):
    """Lines appear as they are measured; a document when all are."""
    if is_json:
        return print(json.dumps({"machine": machine(), "figures": list(figures)}, indent=2))
    print(machine() + "\n", flush=True)
    for figure in figures:
        print(Figure.text(figure), flush=True)
