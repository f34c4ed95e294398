"""Processes that take turns on one machine: each is told how long, runs its steps, and answers the time of one."""
import contextlib
import json
import os
import subprocess
import time
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.console import Problem, quoted

# Old OpenBLAS builds need them on some processors; they slow a current one down.
SLOWING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
SAME = 1e-9
CALM = 0.05  # seconds after which the threads of a BLAS have given up waiting for more work


class Absent(Problem):
    """A contestant that cannot run here, and why."""


@dataclass(frozen=True)
class Entry:
    """Who is to run: the words that start it, where, and the file for the parameters that it reaches first."""

    name: str
    command: tuple[str, ...]
    folder: Path
    parameters: Path
    settings: Mapping[str, object] = field(default_factory=dict)  # what is told of it: its threads, its BLAS
    learns: bool = False  # whether it is faster after some seconds, as Java's compiler makes it


def variables() -> dict[str, str]:
    """The environment's, for whoever is timed."""
    return {name: value for name, value in os.environ.items() if name not in SLOWING}


class Contestant:
    """A running one. It waits for its turn without using the processor."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.facts: dict[str, str] = {}
        self.log = entry.parameters.with_suffix(".log")
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(entry.command, cwd=entry.folder, env=variables(), stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=log, encoding="utf-8", bufsize=1)

    def wait(self, warm_up: float) -> None:
        """Until it has taken its first steps, and steps of so many seconds after them."""
        said = self.process.stdout.readline()
        if not said.startswith("ready "):
            raise self._ended()
        self.facts = json.loads(said.removeprefix("ready "))
        self.turn(warm_up)

    def turn(self, seconds: float) -> float:
        """The nanoseconds of one step."""
        try:
            self.process.stdin.write(f"{seconds}\n")
            return float(self.process.stdout.readline())
        except (OSError, ValueError):
            raise self._ended() from None

    def end(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):  # what was meant for one that died
                pipe.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _ended(self) -> Absent:
        self.end()
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        why = lines[-1] if lines else f"it ended with exit code {self.process.returncode}"
        return Absent(why, quoted(*self.entry.command))


def race(contestants: Sequence[Contestant], turns: int, seconds: float) -> list[tuple[float, ...]]:
    """Everybody's turns, one after the other, again and again."""
    taken = []
    for _ in range(turns):
        taken.append([])
        for contestant in contestants:
            taken[-1].append(contestant.turn(seconds))
            time.sleep(CALM)
    return list(zip(*taken))


def check_same_step(contestants: Sequence[Contestant]) -> None:
    """That all went the same way before their time is taken: the same parameters after the same number of first steps.
    """
    written = [(one.entry, array("d", one.entry.parameters.read_bytes())) for one in contestants]
    (first, expected), *others = [(entry, parameters) for entry, parameters in written if parameters]
    for entry, parameters in others:
        apart = [abs(a - b) for a, b in zip(parameters, expected)]
        wrong = [distance for distance in apart if not distance <= SAME]
        if wrong or len(parameters) != len(expected):
            raise Problem(f"{entry.name} does not take the step that {first.name} takes: of {len(expected)} parameters "
                          f"it has {len(parameters)}; {len(wrong)} are off"
                          + (f", the first by {wrong[0]:.3g}." if wrong else "."),
                          quoted(*entry.command))
