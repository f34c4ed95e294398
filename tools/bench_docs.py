"""The tables and the plot of docs/benchmarks.md, from what the last runs left in target/."""
import json
import re
import subprocess
from pathlib import Path

from tools import jmh, peers, timings
from tools.console import ROOT, Problem, say

PAGE = ROOT / "docs/benchmarks.md"
PLOT = ROOT / "tools/inside/bench_plot.py"
TOLD = {"xor221": "2-2-1, batch 4", "mnist30": "784-30-10, batch 10", "deep": "784-512-256-10, batch 128"}


def write(result: Path, machine: Path) -> int:
    """Each part of the page whose numbers are there; the others stay as they are."""
    if not result.exists():
        raise Problem(f"There is no {result.relative_to(ROOT)} yet.", "python3 lab.py bench")
    workloads = timings.read(result)
    text = PAGE.read_text(encoding="utf-8")
    text = filled(text, "machine", about(json.loads(machine.read_text(encoding="utf-8"))))
    if all(name in workloads for name in TOLD):
        text = filled(text, "steps", "\n\n".join(
            f"**`{name}`: {told}**\n\n{timings.table(workloads[name], *bases(name))}" for name, told in TOLD.items()))
    if "check" in workloads:
        text = filled(text, "check", timings.table(workloads["check"], *bases("check")))
    if jmh.RESULT.exists():
        text = filled(text, "details", jmh.table())
    PAGE.write_text(text, encoding="utf-8")
    if any(name.startswith("width") for name in workloads):
        peers.ensure()
        subprocess.run([peers.PYTHON, PLOT, result, PAGE.parent], check=True)
    say(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


def bases(workload: str) -> tuple[str, ...]:
    """Whose time the others' are compared with."""
    return ("passes",) if workload == "check" else ("ours", "ours_training")


def about(machine: dict) -> str:
    """The machine, and the versions of all who ran on it."""
    versions = [f"- {timings.spaced(name)}: {version}" for name, version in machine["versions"].items()]
    return "\n".join([f"{machine['machine']}.", "", *versions])


def filled(page: str, part: str, content: str) -> str:
    """The page with this between the part's two comments."""
    marked = re.compile(rf"(<!-- {part}: lab.py bench --write-docs -->\n).*?(<!-- end of {part} -->)", re.DOTALL)
    if not marked.search(page):
        page = PAGE.relative_to(ROOT)
        raise Problem(f"{page} has no place for the part {part}.", f"git checkout {page}")
    return marked.sub(lambda found: f"{found[1]}\n{content}\n\n{found[2]}", page)
