"""What is wrong with the formulas and the figures of a page that shows a notebook: of JupyterLab or of the book."""
from nbformat import NotebookNode

from tools.inside import outputs
from tools.inside.checks.lab_page import Notebook, plain


def formula_faults(shown: Notebook) -> list[str]:
    return (["no formula is typeset"] if shown.formulas_expected and not shown.formulas() else []) + [
        f"a formula is not typeset: {formula}" for formula in shown.bad_formulas()]


def figure_faults(shown: Notebook) -> list[str]:
    """Each figure is drawn by Plotly, with marks, and with the titles of its axes."""
    live, expected = shown.figures(), shown.figures_expected
    faults = [] if len(live) == len(expected) else [f"{len(live)} figures are shown, {len(expected)} were committed"]
    for number, (figure, output) in enumerate(zip(live, expected), 1):
        if not shown.is_live(figure):
            faults.append(f"figure {number} is not live")
        elif not shown.marks(figure):
            faults.append(f"figure {number} has no marks")
        else:
            wanted = axis_titles(output.data[outputs.FIGURE].get("layout", {}))
            lost = wanted - set(shown.axis_titles(figure))
            faults += [f"figure {number} does not show its axis title {title}" for title in sorted(lost)]
    return faults


def axis_titles(layout: dict) -> set[str]:
    axes = [axis for name, axis in layout.items() if name.startswith(("xaxis", "yaxis")) and axis.get("visible", True)]
    titles = [axis.get("title", "") for axis in axes]
    return {plain(title if isinstance(title, str) else title.get("text", "")) for title in titles} - {""}


def frames(output: NotebookNode) -> list[dict]:
    """The states of a figure that one can step through; none otherwise."""
    figure = output.data[outputs.FIGURE]
    return figure.get("frames", []) if isinstance(figure, dict) else []
