"""One notebook in JupyterLab's page: what a reader sees of it, and what a reader does to it."""
import math
import re
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as BrowserTimeout

SCROLLED = ".jp-Notebook .jp-WindowedPanel-outer"
CELL, FIGURE = ".jp-Notebook .jp-Cell", ".jp-Notebook .jp-RenderedPlotly"
ERROR = '.jp-Notebook [data-mime-type="application/vnd.jupyter.error"]'
STDERR = '.jp-Notebook [data-mime-type="application/vnd.jupyter.stderr"]'
ASKED = ".jp-Dialog, .Toastify__toast"
WIDTH, HEIGHT = 1280, 900
PIECE, MARGIN = 2_000, 200  # a screenshot shows so much of the notebook, and the page around it
DRAWN, TRIES = 10_000, 4  # milliseconds for the first figure, which loads Plotly; how often the pointer enters

HEIGHT_OF_CELLS = f"""() => {{
    const cells = [...document.querySelectorAll('{CELL}')].map(cell => cell.getBoundingClientRect());
    return Math.ceil(cells.at(-1).bottom - cells[0].top);
}}"""

# What is left of the prose when code and typeset formulas are taken out.
RAW_FORMULAS = r"""css => [...document.querySelectorAll(css)].flatMap(prose => {
    const copy = prose.cloneNode(true);
    copy.querySelectorAll('mjx-container, code, pre, script, noscript').forEach(node => node.remove());
    return copy.textContent.match(/\$[^$]*\$?|\\[a-zA-Z]{2,}|\\[()\[\]]/g) ?? [];
})"""
# Lines, points, bars, images and contours of a drawn figure; three-dimensional ones draw on a canvas.
MARKS = """figure => [...figure.querySelectorAll(
        '.trace path, .trace .point, .point path, .hm image, .contour path, .contourlines path, .contourfill path, .slice path')]
    .filter(mark => mark.tagName === 'image' || (mark.getAttribute('d') ?? '').length > 4).length
    + figure.querySelectorAll('.gl-container canvas').length"""
TITLES = """figure => [...figure.querySelectorAll('.infolayer text')]
    .filter(text => /^[xy]\\d*title/.test(text.getAttribute('class'))).map(text => text.textContent)"""


class Notebook:
    """The notebook that this page shows."""

    content, prose, figure = ".jp-Notebook", ".jp-Notebook .jp-RenderedMarkdown", FIGURE

    def __init__(self, page: Page, url: str, cells: int) -> None:
        """Opens it, and waits until all its cells are there."""
        self.page = page
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.goto(url)
        page.locator(".jp-Notebook").wait_for(timeout=90_000)
        page.wait_for_function("([css, n]) => document.querySelectorAll(css).length >= n", arg=[CELL, cells], timeout=60_000)
        page.wait_for_timeout(2_000)  # questions and typesetting come late

    def figures(self) -> list[Locator]:
        return self.page.locator(self.figure).all()

    def has_picture(self, figure: Locator) -> bool:
        picture = figure.locator("img.plot-img[src^='data:image/png']")
        return picture.count() == 1 and picture.is_visible() and picture.evaluate("img => img.naturalWidth > 1")

    def enter(self, figure: Locator) -> None:
        """Move the pointer into a static figure until Plotly has drawn it; again if the page still moved, as it does on a slow machine."""
        for tries_left in reversed(range(TRIES)):
            figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
            self.page.wait_for_timeout(300)
            box = (figure.locator("img.plot-img:visible").or_(figure)).last.bounding_box()
            self.page.mouse.move(0, 0)
            self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
            try:
                return figure.locator(".main-svg").first.wait_for(timeout=DRAWN)
            except BrowserTimeout:
                if not tries_left:
                    raise

    def is_live(self, figure: Locator) -> bool:
        return figure.evaluate("figure => figure.classList.contains('js-plotly-plot') || !!figure.querySelector('.js-plotly-plot')")

    def marks(self, figure: Locator) -> int:
        return figure.evaluate(MARKS)

    def axis_titles(self, figure: Locator) -> list[str]:
        return [plain(title) for title in figure.evaluate(TITLES)]

    def formulas(self) -> int:
        return self.page.locator(f"{self.content} mjx-container").count()

    def bad_formulas(self) -> list[str]:
        """Those that were not typeset, and those that MathJax did not understand."""
        return self.page.evaluate(RAW_FORMULAS, self.prose) + self.page.locator("[data-mjx-error], mjx-merror").all_inner_texts()

    def texts(self, css: str) -> list[str]:
        return self.page.locator(css).all_inner_texts()

    def run_all(self, code_cells: int, seconds: int = 300) -> None:
        """By the menu, after all outputs have been cleared; until each cell has its number or one has failed."""
        self._choose("Edit", "Clear Outputs of All Cells")
        self.page.wait_for_function("() => !document.querySelector('.jp-Notebook .jp-OutputArea-output')")
        self._wait_for_kernel()
        self._choose("Run", "Run All Cells")
        self.page.wait_for_function(
            """([error, n]) => document.querySelector(error) || [...document.querySelectorAll('.jp-Notebook .jp-InputPrompt')]
                .filter(prompt => /^\\[\\d+\\]:$/.test(prompt.textContent)).length >= n""",
            arg=[ERROR, code_cells], timeout=seconds * 1000)
        self.page.wait_for_timeout(1_500)  # the last output is drawn after its cell has got its number

    def _wait_for_kernel(self) -> None:
        """A cell that is sent before the kernel answers is lost."""
        self.page.wait_for_function(
            "() => ['idle', 'unknown'].includes(document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status)", timeout=60_000)
        self.page.wait_for_timeout(3_000)

    def _choose(self, menu: str, item: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def photograph(self, stem: Path) -> None:
        """The whole notebook, in the light and in the dark theme, in as many pieces as it takes."""
        self.page.set_viewport_size({"width": WIDTH, "height": PIECE + MARGIN})
        pieces = math.ceil(self.page.evaluate(HEIGHT_OF_CELLS) / PIECE)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            self.page.wait_for_function("dark => (document.body.dataset.jpThemeLight === 'false') === dark", arg=scheme == "dark")
            for number in range(pieces):
                self.page.locator(SCROLLED).evaluate("(notebook, top) => notebook.scrollTo(0, top)", number * PIECE)
                self.page.wait_for_timeout(500)
                self.page.screenshot(path=f"{stem}-{scheme}-{number + 1}.png")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


def plain(title: str) -> str:
    """A title's letters: Plotly's markup, its zero-width spaces and all blanks away."""
    return re.sub(r"<[^>]*>|[\s\u200b]", "", title)
