"""A book of one chapter, broken on purpose in each way that the site's check has to see."""
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.inside import book, outputs
from tools.inside.checks import planted

PROSE = r"""# Planted

Nothing here is as it should be.

Sound: $x$ and `$code`.

Never closed: $y and of no meaning: $\nonsense$.

<div style="width:1000px">wide</div>

![far away](https://cdn.invalid/picture.png) [nowhere](nowhere.html) [no heading](#Nowhere)
[a notebook](planted.ipynb#Planted)

<script>nonsense()</script>
"""
BROKEN = [
    "a formula is not typeset: $.",
    r"a formula is not typeset: \nonsense",
    "figure 2 has no marks",
    "figure 3 does not show its axis title w",
    "error: nonsense is not defined",
    "asks for https://cdn.invalid/picture.png",
    "pixels wide on a phone of 390",
]
UNLINKED = [
    "planted.html: loads https://cdn.invalid/picture.png",
    "planted.html: leads to nowhere.html, which is not there",
    "planted.html: leads to #Nowhere, where there is no such heading",
    "absent.ipynb has no page",
]


def write(folder: Path, scripts: Path) -> list[Path]:
    """The book, beside a notebook that is not in it."""
    shown = [new_output("display_data", {**bundle, "text/plain": "figure"}) for bundle in planted.FIGURES[:4]]
    cells = [new_markdown_cell(PROSE), new_code_cell("figure", execution_count=1, outputs=shown)]
    folder.mkdir(parents=True)
    path = folder / "planted.ipynb"
    path.write_text(outputs.text(new_notebook(cells=cells)), encoding="utf-8")
    book.write(folder, [path], [], scripts)
    return [path]


def faults(told: list[str]) -> list[str]:
    """What the check says has to be what is wrong."""
    return [f"not found: {fault}" for fault in BROKEN + UNLINKED if not any(fault in line for line in told)]
