"""What the benchmarks' turns amount to: medians, quartiles, ratios turn by turn, as tables and as target/bench.json."""
import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Spread:
    """A median between its quartiles."""

    median: float
    lower: float
    upper: float

    @staticmethod
    def of(values: Sequence[float]) -> "Spread":
        if len(values) == 1:
            return Spread(values[0], values[0], values[0])
        lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
        return Spread(median, lower, upper)


@dataclass(frozen=True)
class Timing:
    """The nanoseconds of one step, a number for each turn; or the reason why there is none."""

    turns: tuple[float, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)  # threads, BLAS
    absent: str = ""

    def spread(self) -> Spread:
        return Spread.of(self.turns)

    def json(self) -> dict[str, object]:
        if self.absent:
            return {"absent": self.absent}
        spread = self.spread()
        return {"median": spread.median, "quartiles": [spread.lower, spread.upper], **self.settings,
                "turns": list(self.turns)}

    @staticmethod
    def read(entry: dict) -> "Timing":
        settings = {name: entry[name] for name in ("blas", "threads") if name in entry}
        return Timing(tuple(entry.get("turns", ())), settings, entry.get("absent", ""))


Timings = dict[str, Timing]  # contestant → timing


def ratio(one: Timing, other: Timing) -> Spread:
    """How many times as long the one takes as the other, turn by turn: what slows the machine slows both."""
    return Spread.of([a / b for a, b in zip(one.turns, other.turns, strict=True)])


def duration(nanoseconds: float) -> str:
    """Three significant digits in the unit that fits."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size * 0.9995:
            return f"{digits(nanoseconds / size)} {unit}"
    return f"{digits(nanoseconds)} ns"


def times(compared: Spread) -> str:
    """A median with its quartiles."""
    return f"{digits(compared.median)}× ({digits(compared.lower)} – {digits(compared.upper)})"


def spaced(name: str) -> str:
    return name.replace("_", " ")


def digits(value: float) -> str:
    """Three significant ones, and all before the point."""
    return f"{value:.0f}" if value >= 99.95 else f"{value:.3g}"


def table(timings: Timings, *bases: str) -> str:
    """A line for each contestant: its time, and how many times that of each base it is."""
    headings = ("", "time", "quartiles", "with", *(f"of {spaced(base)}" for base in bases))
    compared = [timings[base] for base in bases]
    return markdown(headings, [_row(name, timing, compared) for name, timing in timings.items()])


def _row(name: str, timing: Timing, bases: Sequence[Timing]) -> tuple[str, ...]:
    if timing.absent:
        return name, "absent", timing.absent, "", *("" for _ in bases)
    spread = timing.spread()
    return (spaced(name), duration(spread.median), f"{duration(spread.lower)} – {duration(spread.upper)}",
            told(timing.settings), *("" if timing is base else times(ratio(timing, base)) for base in bases))


def told(settings: Mapping[str, object]) -> str:
    """For example `openblas, 2 threads`."""
    threads = settings.get("threads")
    words = [settings.get("blas"), threads and f"{threads} thread{'s' * (threads > 1)}"]
    return ", ".join(filter(None, words))


def markdown(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table whose columns stand below each other in a terminal as well."""
    lines = [headings, *lines]
    widths = [max(len(cell) for cell in column) for column in zip(*lines)]
    text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines]
    return "\n".join([text[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *text[1:]])


def write(file: Path, workloads: dict[str, Timings]) -> None:
    """workload → contestant → nanoseconds."""
    data = {workload: {name: each.json() for name, each in timings.items()} for workload, timings in workloads.items()}
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(file: Path) -> dict[str, Timings]:
    data = json.loads(file.read_text(encoding="utf-8"))
    return {workload: {name: Timing.read(entry) for name, entry in who.items()} for workload, who in data.items()}
