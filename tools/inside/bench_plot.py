"""Time per step against width, from target/bench.json, as two drawings: one for a light page, one for a dark one.

    .venv-bench/bin/python tools/inside/bench_plot.py target/bench.json docs

The environment is the peers', which has matplotlib.
"""
import json
import math
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

POINTS = 72  # an inch of an SVG
SIZE = (390, 340)  # a phone's width
# Okabe and Ito's colours, which eyes of all kinds tell apart, lighter on a dark page; marks tell the lines apart too.
LOOKS = {
    "ours": ("o", "#0072B2", "#56B4E9"), "ours_training": ("s", "#009E73", "#2CC79B"),
    "numpy": ("^", "#9A6A00", "#E69F00"), "torch": ("v", "#D55E00", "#FF8A4C"), "jax": ("D", "#A8497F", "#E69AC5"),
    "limit": ("", "#59636E", "#9198A1"),
}
NAMES = {"ours": "ours, style", "ours_training": "ours, loop", "numpy": "NumPy", "torch": "PyTorch",
         "jax": "JAX jit", "limit": "products only"}
INK = {"light": "#1F2328", "dark": "#E6EDF3"}
GRID = {"light": "#D1D9E0", "dark": "#3D444D"}
UNITS = [f"{count} {unit}" for unit in ("ns", "µs", "ms", "s") for count in (1, 10, 100)]  # by powers of ten of 1 ns


def lines(result: dict) -> dict[str, list[tuple[int, float]]]:
    """contestant → width and median, narrowest first."""
    widths = {int(name.removeprefix("width")): who for name, who in result.items() if name.startswith("width")}
    return {name: [(width, widths[width][name]["median"]) for width in sorted(widths)
                   if "median" in widths[width].get(name, {})] for name in LOOKS}


def draw(drawn: dict[str, list[tuple[int, float]]], theme: str, file: Path) -> None:
    dark = theme == "dark"
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "backstep", "font.family": "sans-serif",
                                "font.size": 11, "xtick.color": INK[theme], "ytick.color": INK[theme]})
    figure, axes = plt.subplots(figsize=[length / POINTS for length in SIZE], layout="constrained")
    for name, points in drawn.items():
        if points:
            mark, *colours = LOOKS[name]
            axes.loglog(*zip(*points), marker=mark, markersize=4, linewidth=1.6, color=colours[dark],
                        linestyle="-" if mark else "--", label=NAMES[name])
    axes.xaxis.set_major_locator(FixedLocator([2, 8, 32, 128, 512, 2048]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda width, _: f"{width:g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda time, _: UNITS[round(math.log10(time))]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(color=GRID[theme], linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_title("time per step, by width n of n-n-n", fontsize=11, color=INK[theme])
    axes.legend(frameon=False, fontsize=10, loc="upper left", labelcolor=INK[theme])
    figure.savefig(file, transparent=True, metadata={"Date": None, "Creator": None})
    plt.close(figure)


def main() -> None:
    result, folder = map(Path, sys.argv[1:])
    drawn = lines(json.loads(result.read_text(encoding="utf-8")))
    for theme in INK:
        draw(drawn, theme, folder / f"benchmarks-{theme}.svg")


if __name__ == "__main__":
    main()
