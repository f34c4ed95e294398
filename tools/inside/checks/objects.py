"""All that shows itself, in one notebook made here: run in the real kernel, opened untrusted, each output drawn."""
from dataclasses import dataclass
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator

from tools.inside import outputs
from tools.inside.checks.lab_page import CELL, Notebook
from tools.inside.execute import execute

SET_UP = """var net = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(42);
var X = Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1); var Y = Matrix.row(0, 1, 1, 0);
var forward = ForwardPass.of(net, X); var backward = forward.backward(Y);
var mine = Rules.standard().withBp3((W, dZ) -> W.transpose().times(dZ).times(0.25));"""
FORMULA, TABLE, FIGURE, FOLD = "mjx-container", "table", ".js-plotly-plot .main-svg", "details"
BAD = "mjx-merror, [data-mjx-error]"


@dataclass(frozen=True)
class Object:
    """A cell, and how many of what its output must show; what is folded is unfolded first."""

    code: str
    drawn: dict[str, int]


OBJECTS = [
    Object("net.W(1)", {TABLE: 1}),
    Object("Matrix.ones(50, 60)", {TABLE: 1}),
    Object("backward.iterator().next()", {FORMULA: 3 + 3, TABLE: 1, FOLD: 1}),
    Object("forward", {FORMULA: 4 * 4 + 12, TABLE: 4, FOLD: 2 * 4}),
    Object("backward", {FORMULA: 7 * 4 + 19, TABLE: 7, FOLD: 2 * 7}),
    Object("net", {FIGURE: 1}),
    Object("Network.inputs(784).layer(30, SIGMOID).layer(10, SIGMOID).random(1)", {TABLE: 1}),
    Object("GradientCheck.of(net, X, Y).rules(mine).run()", {TABLE: 1}),
    Object("Tables.comparison(GradientCheck.of(net, X, Y).run())", {TABLE: 1}),
    Object('Derivations.EFAVDB.equation("efavdb-BP3").verify(net, X, Y)', {FORMULA: 5, TABLE: 1, FOLD: 1}),
    Object('Derivations.EFAVDB.equation("efavdb-BP3").on(net, X, Y)', {FORMULA: 6, TABLE: 2}),
    Object("Derivations.TWO_LAYER.verify()", {TABLE: 1, FOLD: 1}),
    Object("Derivations.TWO_LAYER.gallery()", {FORMULA: 30}),
    Object("List.of(net.W(1), net.b(1))", {TABLE: 2}),
    Object("new double[] {1, 2, 3}", {TABLE: 1}),
    Object("new double[][] {{1, 2}, {3, 4}}", {TABLE: 1}),
    Object("show(forward.iterator().next())", {FORMULA: 3 + 4, TABLE: 1, FOLD: 1}),
    Object("Figures.activation(TANH, -1, 0.5)", {FIGURE: 1}),
]


def run(path: Path, log: Path) -> None:
    """In the real kernel, and written as `lab.py run` writes."""
    notebook = new_notebook(cells=[new_code_cell(SET_UP), *(new_code_cell(each.code) for each in OBJECTS)])
    execute(notebook, path.parent, log)
    outputs.normalise(notebook)
    path.write_text(outputs.text(notebook), encoding="utf-8")


def faults(shown: Notebook, photographs: Path | None) -> list[str]:
    """Each output of the opened notebook shows what its object is made of."""
    if photographs:
        shown.photograph(photographs.with_name(photographs.name + "-folded"))
    cells = shown.page.locator(CELL)
    found = [fault for number, each in enumerate(OBJECTS, 1) for fault in _missing(shown, cells.nth(number), each)]
    if photographs:
        shown.photograph(photographs)
    return found


def _missing(shown: Notebook, cell: Locator, expected: Object) -> list[str]:
    output = cell.locator(".jp-Cell-outputWrapper")
    output.evaluate("output => output.scrollIntoView()")
    folded = output.locator("details")
    if any(fold.evaluate("fold => fold.open") for fold in folded.all()):
        return [f"{expected.code} is not folded"]
    for fold in folded.all():  # those inside come after those around them
        fold.locator("> summary").click()
    if FIGURE in expected.drawn:
        shown.enter(output.locator(".jp-RenderedPlotly"))  # once drawn it may have become its own picture
    for css in expected.drawn:
        output.locator(css).first.wait_for(timeout=20_000)
    counts = {css: sum(thing.is_visible() for thing in output.locator(css).all()) for css in expected.drawn}
    counts[FIGURE] = min(1, counts.get(FIGURE, 0))  # a figure has more than one layer
    return ([f"{expected.code} shows {counts[css]} {css} instead of {wanted}"
             for css, wanted in expected.drawn.items() if counts[css] != wanted]
            + [f"{expected.code}: MathJax does not understand {bad}" for bad in output.locator(BAD).all_inner_texts()])
