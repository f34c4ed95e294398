"""One notebook in JupyterLab's page: what a reader sees of it, and what a reader does to it."""
import math
import re
from contextlib import suppress
from pathlib import Path

from nbformat import NotebookNode
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as BrowserTimeout

from tools.inside import outputs

SCROLLED = ".jp-Notebook .jp-WindowedPanel-outer"
CELL, FIGURE = ".jp-Notebook .jp-Cell", ".jp-Notebook .jp-RenderedPlotly"
ERROR = '.jp-Notebook [data-mime-type="application/vnd.jupyter.error"]'
STDERR = '.jp-Notebook [data-mime-type="application/vnd.jupyter.stderr"]'
WIDTH, HEIGHT = 1280, 900
PIECE, MARGIN = 2_000, 200  # a screenshot shows so much of the notebook, and the page around it
OPENED, RUN = 60_000, 300_000  # milliseconds
PATIENCE = 10_000  # for what is found missing if it does not come
TRIES = 2  # how often the pointer enters a figure: the first one loads Plotly

# Every question that the page puts to its reader, also one that goes away by itself.
QUESTIONS = """window.questions = new Set();
new MutationObserver(() => {
    for (const question of document.querySelectorAll('.jp-Dialog, .Toastify__toast')) questions.add(question);
}).observe(document, {childList: true, subtree: true});"""
HEIGHT_OF_CELLS = f"""() => {{
    const cells = [...document.querySelectorAll('{CELL}')].map(cell => cell.getBoundingClientRect());
    return Math.ceil(cells.at(-1).bottom - cells[0].top);
}}"""
RENDERED = """() => [...document.querySelectorAll('.jp-Notebook .jp-MarkdownCell')]
    .every(cell => cell.querySelector('.jp-RenderedMarkdown')?.hasChildNodes())"""
# What is left of the prose when code and typeset formulas are taken out.
RAW_FORMULAS = r"""css => [...document.querySelectorAll(css)].flatMap(prose => {
    const copy = prose.cloneNode(true);
    copy.querySelectorAll('mjx-container, code, pre, script, noscript').forEach(node => node.remove());
    return copy.textContent.match(/\$[^$]*\$?|\\[a-zA-Z]{2,}|\\[()\[\]]/g) ?? [];
})"""
WHOLE = "img => img.decode().then(() => img.naturalWidth > 1, () => false)"
# From the figure's corner to the middle of what it shows: its picture, as long as Plotly has not drawn it.
MIDDLE = """figure => {
    const picture = figure.querySelector('img.plot-img');
    const outer = figure.getBoundingClientRect();
    const inner = picture?.clientWidth ? picture.getBoundingClientRect() : outer;
    return {x: inner.x - outer.x + inner.width / 2, y: inner.y - outer.y + inner.height / 2};
}"""
# Lines, points, bars, images and contours of a drawn figure; three-dimensional ones draw on a canvas.
MARKS = """figure => [...figure.querySelectorAll('.trace path, .trace .point, .point path, .hm image, .slice path, '
        + '.contour path, .contourlines path, .contourfill path')]
    .filter(mark => mark.tagName === 'image' || (mark.getAttribute('d') ?? '').length > 4).length
    + figure.querySelectorAll('.gl-container canvas').length"""
TITLES = """figure => [...figure.querySelectorAll('.infolayer text')]
    .filter(text => /^[xy]\\d*title/.test(text.getAttribute('class'))).map(text => text.textContent)"""
ANSWERS = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.info.then(() => true)"
IDLE = "() => document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"
ENDED = """([error, n]) => document.querySelector(error)
    || [...document.querySelectorAll('.jp-Notebook .jp-InputPrompt')]
        .filter(prompt => /^\\[\\d+\\]:$/.test(prompt.textContent)).length >= n"""
LIGHT = "document.body.dataset.jpThemeLight === 'true'"
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Notebook:
    """The notebook that this page shows."""

    content, prose, figure = ".jp-Notebook", ".jp-Notebook .jp-RenderedMarkdown", FIGURE

    def __init__(self, page: Page, url: str, notebook: NotebookNode) -> None:
        """Opens it, and waits until all its cells are there, its prose is typeset and its pictures are shown."""
        self.page = page
        self._expect(notebook)
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.add_init_script(QUESTIONS)
        page.goto(url)
        page.locator(".jp-Notebook").wait_for(timeout=OPENED)
        page.locator(CELL).nth(len(notebook.cells) - 1).wait_for(state="attached", timeout=OPENED)
        page.wait_for_function(RENDERED, timeout=OPENED)
        self.settle()

    def _expect(self, notebook: NotebookNode) -> None:
        """What has to be seen of it."""
        self.formulas_expected = any("$" in cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        self.figures_expected = outputs.figures(notebook)

    def settle(self) -> None:
        """Waits for what comes late: formulas and figures. What does not come is what a look then finds missing."""
        with suppress(AssertionError):
            expect(self.page.locator(self.figure)).to_have_count(len(self.figures_expected), timeout=PATIENCE)
        if self.formulas_expected:
            with suppress(BrowserTimeout):
                self.page.locator(f"{self.content} mjx-container").first.wait_for(timeout=PATIENCE)
            with suppress(BrowserTimeout):
                typeset = f"css => !({RAW_FORMULAS})(css).length"
                self.page.wait_for_function(typeset, arg=self.prose, polling=100, timeout=PATIENCE)

    def figures(self) -> list[Locator]:
        return self.page.locator(self.figure).all()

    def has_picture(self, figure: Locator) -> bool:
        picture = figure.locator("img.plot-img[src^='data:image/png']")
        return picture.count() == 1 and picture.is_visible() and picture.evaluate(WHOLE)

    def enter(self, figure: Locator) -> None:
        """Move the pointer into a static figure until Plotly has drawn it; again if the page moved meanwhile."""
        for tries_left in reversed(range(TRIES)):
            self.page.mouse.move(0, 0)
            figure.hover(position=figure.evaluate(MIDDLE))
            try:
                figure.locator(".main-svg").first.wait_for(timeout=PATIENCE)
                return figure.locator("img.plot-img").wait_for(state="hidden", timeout=PATIENCE)
            except BrowserTimeout:
                if not tries_left:
                    raise

    def wait_until_drawn(self, figure: Locator) -> None:
        """By Plotly. A figure that never is is no error here, but is found not to be live."""
        with suppress(BrowserTimeout):
            figure.locator(".main-svg").first.wait_for(state="attached", timeout=PATIENCE)

    def is_live(self, figure: Locator) -> bool:
        return figure.evaluate("figure => figure.matches('.js-plotly-plot, :has(.js-plotly-plot)')")

    def marks(self, figure: Locator) -> int:
        """How many, as soon as there are some."""
        with suppress(BrowserTimeout):
            some = f"figure => ({MARKS})(figure) > 0"
            self.page.wait_for_function(some, arg=figure.element_handle(), timeout=PATIENCE)
        return figure.evaluate(MARKS)

    def axis_titles(self, figure: Locator) -> list[str]:
        return [plain(title) for title in figure.evaluate(TITLES)]

    def formulas(self) -> int:
        return self.page.locator(f"{self.content} mjx-container").count()

    def bad_formulas(self) -> list[str]:
        """Those that were not typeset, and those that MathJax did not understand."""
        return self.page.evaluate(RAW_FORMULAS, self.prose) + self.texts("[data-mjx-error], mjx-merror")

    def texts(self, css: str) -> list[str]:
        return self.page.locator(css).all_inner_texts()

    def wait_for_kernel(self) -> None:
        """Until it answers: a cell that is sent earlier is lost, and what is wrong with it is asked by then."""
        self.page.wait_for_function(ANSWERS, timeout=OPENED)

    def run_all(self, code_cells: int) -> None:
        """By the menu, after all outputs have been cleared; until each cell has its number or one has failed."""
        self._choose("Edit", "Clear Outputs of All Cells")
        expect(self.page.locator(".jp-Notebook .jp-OutputArea-output")).to_have_count(0, timeout=OPENED)
        self.wait_for_kernel()
        self._choose("Run", "Run All Cells")
        self.page.wait_for_function(ENDED, arg=[ERROR, code_cells], timeout=RUN)
        self.page.wait_for_function(IDLE, timeout=RUN)  # the last output comes after its cell has got its number
        self.settle()
        for figure in self.figures():
            self.wait_until_drawn(figure)

    def _choose(self, menu: str, item: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def photograph(self, stem: Path) -> None:
        """The whole notebook, in the light and in the dark theme, in as many pieces as it takes."""
        self.page.set_viewport_size({"width": WIDTH, "height": PIECE + MARGIN})
        pieces = math.ceil(self.page.evaluate(HEIGHT_OF_CELLS) / PIECE)
        for scheme in ("light", "dark"):
            self.wear(scheme)
            for number in range(pieces):
                self.page.locator(SCROLLED).evaluate("(notebook, top) => notebook.scrollTo(0, top)", number * PIECE)
                self.page.evaluate(PAINTED)
                self.page.screenshot(path=f"{stem}-{scheme}-{number + 1}.png")
        self.wear("light")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    def wear(self, scheme: str) -> None:
        """The light or the dark theme, as the reader's system asks for."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(f"light => ({LIGHT}) === light", arg=scheme == "light")


def questions(page: Page) -> list[str]:
    """What the page has asked its reader up to now."""
    return page.evaluate("() => [...window.questions].map(question => question.textContent)")


def plain(title: str) -> str:
    """A title's letters: Plotly's markup, its zero-width spaces and all blanks away."""
    return re.sub(r"<[^>]*>|[\s\u200b]", "", title)
