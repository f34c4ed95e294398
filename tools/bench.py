"""`python3 lab.py bench`: what a step costs beside NumPy, PyTorch, JAX and the bare products, all taking turns."""
import contextlib
import json
import os
import platform
import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import bench_docs, contestants, jmh, kernel, machine, peers, start, timings
from tools.console import ROOT, Problem, say
from tools.contestants import Absent, Contestant, Entry
from tools.timings import Timing, Timings

TARGET = ROOT / "target"
RESULT, MACHINE, SCRATCH = TARGET / "bench.json", TARGET / "bench-machine.json", TARGET / "bench"
STEPS = ["xor221", "mnist30", "deep"]
WIDTHS = [f"width{1 << k}" for k in range(1, 12)]
PARTS = [*STEPS, "check", "widths", "details"]
OURS = {"ours": "style", "ours_training": "training"}  # contestant → task of backstep.bench.Task
CHECK = {"ours": "check", "passes": "passes"}
PROPERTIES = {"blas": "blas", "threads": "blas.threads"}  # below backstep.
SMALL_HEAP = "-Xmx256m"  # is enough for the training loop


@dataclass(frozen=True)
class Effort:
    """How often all are started anew, how many turns each then takes, of how many seconds, after what warm-up."""

    starts: int
    turns: int
    seconds: float
    warm_up: float
    learning: float  # the warm-up of Java


FULL, QUICK = Effort(3, 7, 0.5, 0.5, 5), Effort(1, 5, 0.1, 0.1, 1.5)  # settings are chosen with the latter
OF_A_WIDTH = Effort(1, 7, 0.2, 0.2, 3)
OF_THE_CHECK = Effort(1, 3, 0, 0, 0)  # a turn is one check, which is much longer


def main(options: Namespace) -> int:
    machine.check_writable(ROOT)
    if options.write_docs:
        return bench_docs.write(RESULT, MACHINE)
    parts = options.parts or (STEPS if options.quick else PARTS)
    if unknown := [part for part in parts if part not in PARTS]:
        raise Problem(f"The benchmarks have no part {unknown[0]}; they have {', '.join(PARTS)}.",
                      "python3 lab.py bench")
    jdk = start.find_jdk()
    peers.ensure()
    jmh.build_benchmarks(jdk)
    SCRATCH.mkdir(parents=True, exist_ok=True)
    facts: dict[str, str] = {}
    # Parts that are asked for by name join those that are there: a ratio never leaves its workload.
    workloads = timings.read(RESULT) if options.parts and RESULT.exists() else {}
    for part in parts:
        for workload in WIDTHS if part == "widths" else [] if part == "details" else [part]:
            effort = QUICK if options.quick else OF_A_WIDTH if part == "widths" else FULL
            workloads[workload] = checked(jdk) if part == "check" else stepped(jdk, workload, effort, facts)
            say(f"\n{workload}\n" + timings.table(workloads[workload], *bench_docs.bases(workload)))
            timings.write(RESULT, workloads)
    if facts:
        MACHINE.write_text(json.dumps({"machine": described(), "versions": facts}, indent=1) + "\n", encoding="utf-8")
        say(f"\nWritten: {RESULT.relative_to(ROOT)}")
    if "details" in parts:
        say(f"\nEach benchmark alone, with JMH (log: {jmh.LOG.relative_to(ROOT)})")
        jmh.run(jdk, quick=options.quick)
        say(jmh.table())
    return 0


def stepped(jdk: machine.Jdk, workload: str, effort: Effort, facts: dict[str, str]) -> Timings:
    """Everybody's step, each with the threads, and ours with the BLAS, that suit it best."""
    entries, absent = [], {}
    for name, task in OURS.items():
        entries.append(fastest([ours(jdk, name, task, workload, **words) for words in blas()]))
    for peer in peers.SCRIPTS:
        try:
            entries.append(fastest([peers.entry(peer, workload, count, SCRATCH) for count in peers.thread_counts()]))
        except Absent as why:
            absent[peer] = Timing(absent=why.what)
    taken = raced(entries, effort, facts)
    return {name: taken.get(name) or absent[name] for name in [*OURS, *peers.SCRIPTS]}


def checked(jdk: machine.Jdk) -> Timings:
    """The full check of mnist30's network beside two forward passes for each of its parameters."""
    return raced([ours(jdk, name, task, "mnist30") for name, task in CHECK.items()], OF_THE_CHECK, {})


def blas() -> list[dict[str, object]]:
    """What the library can be told to form its products with."""
    return [{"blas": "vector"}, *({"blas": "openblas", "threads": count} for count in peers.thread_counts())]


def ours(jdk: machine.Jdk, name: str, task: str, workload: str, **words: object) -> Entry:
    """The library, at a task, with a BLAS by our word."""
    file = SCRATCH / "-".join(map(str, [workload, name, *words.values()]))
    steps = peers.FIRST_STEPS if task in OURS.values() else 0
    options = [f"-Dbackstep.{PROPERTIES[word]}={value}" for word, value in words.items()]
    if task == "style":
        options += kernel.MEMORY
    if task == "training" and workload in STEPS:
        options.append(SMALL_HEAP)
    command = jmh.java(jdk, *options, "backstep.bench.Contestant", task, workload, str(steps), str(file))
    return Entry(name, tuple(command), ROOT, file, words, learns=True)


def fastest(tries: Sequence[Entry]) -> Entry:
    """The same contestant with different settings, taking turns for once among themselves."""
    with contextlib.ExitStack() as stack:
        running, reasons = [], []
        for entry in tries:
            try:
                running += stack.enter_context(started([entry], QUICK))
            except Absent as why:
                reasons.append(why)
        if not running:
            raise reasons[0]
        medians = [timings.Spread.of(turns).median for turns in contestants.race(running, QUICK.turns, QUICK.seconds)]
        return running[medians.index(min(medians))].entry


def raced(entries: Sequence[Entry], effort: Effort, facts: dict[str, str]) -> Timings:
    """Everybody's turns over all starts: a compiler may decide otherwise the next time."""
    taken: dict[str, list[float]] = {entry.name: [] for entry in entries}
    for _ in range(effort.starts):
        with started(entries, effort) as running:
            contestants.check_same_step(running)
            for one, turns in zip(running, contestants.race(running, effort.turns, effort.seconds)):
                taken[one.entry.name] += turns
                facts[one.entry.name] = ", ".join(filter(None, one.facts.values()))
    return {entry.name: Timing(tuple(taken[entry.name]), entry.settings) for entry in entries}


@contextlib.contextmanager
def started(entries: Iterable[Entry], effort: Effort) -> Iterator[list[Contestant]]:
    """All of them, warm; none is left running."""
    running: list[Contestant] = []
    try:
        for entry in entries:
            running.append(Contestant(entry))
        for one in running:
            one.wait(effort.learning if one.entry.learns else effort.warm_up)
        yield running
    finally:
        for one in running:
            one.end()
            one.entry.parameters.unlink(missing_ok=True)


def described() -> str:
    """The machine in general words."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    known = dict(re.findall(r"^([\w ]+?)\s*: (.*)$", cpu, re.MULTILINE))
    name = re.sub(r"\((R|TM)\)|\bProcessor\b|\bCPU\b|@.*", "", known.get("model name", platform.machine()))
    speed = f" at {float(known['cpu MHz']) / 1000:.1f} GHz" if "cpu MHz" in known else ""
    flags = known.get("flags", "").split()
    vectors = " with AVX-512" if "avx512f" in flags else " with AVX2" if "avx2" in flags else ""
    return f"{os.cpu_count()} cores of {' '.join(name.split())}{speed}{vectors}, {platform.system()}"
