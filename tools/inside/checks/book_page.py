"""One page of the book, as a reader sees it: what stands in it, and what it does when it is scrolled."""
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from playwright.sync_api import Page

from tools.inside.checks.lab_page import PAINTED, Notebook
from tools.inside.checks.seen import frames

TYPESET = "() => !window.MathJax || !MathJax.startup?.promise ? null : MathJax.startup.promise.then(() => true)"
FRAMES = "figure => figure.querySelector('.js-plotly-plot')?._transitionData?._frames.length ?? 0"
WIDEST = "() => document.documentElement.scrollWidth"


class Leaf(Notebook):
    """A page of the book, looked at as a notebook in JupyterLab is; most of them show one."""

    content, prose, figure = "main", "main", "main .figure"

    def __init__(self, page: Page, url: str, notebook: NotebookNode | None = None) -> None:
        self.page = page
        self._expect(notebook or new_notebook())
        page.goto(url)
        page.wait_for_function(TYPESET)

    def draw_all(self) -> None:
        """By scrolling past each figure, as a reader does."""
        for figure in self.figures():
            figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
            self.wait_until_drawn(figure)
        self.page.evaluate("scrollTo(0, 0)")

    def width(self) -> int:
        """Of everything on it, what is out of sight included."""
        return self.page.evaluate(WIDEST)

    def frame_faults(self) -> list[str]:
        """A figure that one can step through knows all its frames."""
        found = []
        for number, (figure, output) in enumerate(zip(self.figures(), self.figures_expected), 1):
            expected, known = len(frames(output)), figure.evaluate(FRAMES)
            found += [] if expected == known else [f"figure {number} knows {known} of its {expected} frames"]
        return found

    def photograph(self, stem: Path) -> None:
        """Its first screen, light and dark."""
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            self.page.evaluate(PAINTED)
            self.page.screenshot(path=f"{stem}-{scheme}.png")
        self.page.emulate_media(color_scheme="light")
