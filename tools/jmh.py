"""The benchmarks of lib/bench under JMH: each alone, with what it allocates."""
import json
import os
import re
import subprocess

from tools import build, machine
from tools.console import ROOT, Problem, quoted

TARGET = ROOT / "lib/bench/target"
RESULT = ROOT / "target/bench-jmh.json"
JVM = ["--add-modules", "jdk.incubator.vector", *build.LIBRARY_OPTIONS]
QUICK = ["-f", "1", "-wi", "1", "-w", "1", "-i", "2", "-r", "1", "-e", "CheckBenchmark.f|VerifyBenchmark"]
HEADINGS = ("benchmark", "of", "time", "±", "allocated")


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
    """All of them; JMH tells on the way what it is at."""
    RESULT.parent.mkdir(exist_ok=True)
    options = ["-prof", "gc", "-rf", "json", "-rff", str(RESULT), "-v", "silent", *(QUICK if quick else [])]
    command = java(jdk, "org.openjdk.jmh.Main", *options)
    if subprocess.run(command, cwd=ROOT).returncode:
        raise Problem("JMH did not end well.", quoted(*command))


def rows() -> list[tuple[str, ...]]:
    """A line for each benchmark of the last run."""
    lines = []
    for entry in json.loads(RESULT.read_text(encoding="utf-8")):
        of, name = re.search(r"(\w+)Benchmark\.(\w+)$", entry["benchmark"]).groups()
        score = entry["primaryMetric"]
        unit = score["scoreUnit"].split("/")[0].replace("us", "µs")
        error = score["scoreError"]
        allocated = entry["secondaryMetrics"].get("gc.alloc.rate.norm", {}).get("score")
        lines.append((f"{of}: {name}", ", ".join(entry.get("params", {}).values()), f"{number(score['score'])} {unit}",
                      "" if error == "NaN" else f"{number(float(error))} {unit}", "" if allocated is None else size(allocated)))
    return lines


def number(value: float) -> str:
    """Three significant digits, and all before the point."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def size(octets: float) -> str:
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if octets >= factor:
            return f"{number(octets / factor)} {unit}"
    return f"{octets:.0f} B"
