"""The benchmarks of lib/bench under JMH: each alone, with what it allocates."""
import json
import os
import re
import subprocess

from tools import build, kernel, machine, timings
from tools.console import ROOT, Problem, quoted
from tools.contestants import variables

TARGET = ROOT / "lib/bench/target"
RESULT, LOG = ROOT / "target/bench-jmh.json", ROOT / "target/bench-jmh.log"
JVM = ["--add-modules", "jdk.incubator.vector", *build.LIBRARY_OPTIONS]
QUICK = ["-f", "1", "-wi", "1", "-w", "1", "-i", "2", "-r", "1", "-e", "CheckBenchmark.f|VerifyBenchmark"]
ROOMS = ["Step", "Equation", "Check", "Verify"]
UNITS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}  # in nanoseconds


def build_benchmarks(jdk: machine.Jdk) -> None:
    """The module and what it needs, below lib/bench/target."""
    built = build.maven(jdk, "-q", "-B", "-DskipTests", "-pl", "lib/bench", "-am", "package")
    if built.returncode:
        build.explain(built)


def java(jdk: machine.Jdk, *words: str) -> list[str]:
    """A command on the benchmarks' class path."""
    jars = [*TARGET.glob("backstep-bench-*.jar"), *sorted((TARGET / "dependency").glob("*.jar"))]
    return [str(jdk.java), *JVM, "-cp", os.pathsep.join(map(str, jars)), *words]


def run(jdk: machine.Jdk, *, quick: bool) -> None:
    """All of them."""
    RESULT.parent.mkdir(exist_ok=True)
    options = ["-prof", "gc", "-rf", "json", "-rff", str(RESULT), *(QUICK if quick else [])]
    command = java(jdk, *kernel.MEMORY, "org.openjdk.jmh.Main", *options)
    with LOG.open("w", encoding="utf-8") as log:
        if subprocess.run(command, cwd=ROOT, env=variables(), stdout=log, stderr=subprocess.STDOUT).returncode:
            raise Problem(f"JMH did not end well: see {LOG.relative_to(ROOT)}.", quoted(*command))


def table() -> str:
    """A line for each benchmark of the last run."""
    entries = json.loads(RESULT.read_text(encoding="utf-8"))
    return timings.markdown(("benchmark", "of", "time", "±", "allocated"), map(_row, sorted(entries, key=_room)))


def _room(entry: dict) -> int:
    return ROOMS.index(re.search(r"(\w+)Benchmark\.", entry["benchmark"])[1])


def _row(entry: dict) -> tuple[str, ...]:
    room, name = re.search(r"(\w+)Benchmark\.(\w+)$", entry["benchmark"]).groups()
    score = entry["primaryMetric"]
    unit = UNITS[score["scoreUnit"].split("/")[0]]
    error = "" if score["scoreError"] == "NaN" else timings.duration(unit * score["scoreError"])
    allocated = entry["secondaryMetrics"].get("gc.alloc.rate.norm", {}).get("score")
    return (f"{room}: {name}", ", ".join(entry.get("params", {}).values()), timings.duration(unit * score["score"]),
            error,
            "" if allocated is None else size(allocated))


def size(octets: float) -> str:
    """Three significant digits in the unit that fits."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if octets >= factor:
            return f"{timings.digits(octets / factor)} {unit}"
    return f"{octets:.0f} B"
