"""The notebooks as a reader sees them: in the real JupyterLab, in a real browser, first as committed, then after Run All.

Usage: python -m tools.inside.browser_check BROWSER NOTEBOOK…
The committed notebooks are not trusted by the server that opens them: what shows here shows in every fresh clone.
"""
import json
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from nbformat import NotebookNode
from playwright.sync_api import BrowserContext, sync_playwright
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as BrowserTimeout

from tools.console import ROOT, say
from tools.inside import outputs, planted, steps
from tools.inside.lab_page import ASKED, ERROR, STDERR, Notebook, plain
from tools.inside.lab_server import Lab, running

TARGET = ROOT / "target/browser"
FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


class Check:
    """Opens notebooks of one JupyterLab in one browser, and counts what is well."""

    def __init__(self, lab: Lab, context: BrowserContext) -> None:
        self.lab, self.page = lab, context.new_page()
        self.passed = self.failed = 0
        self.strangers: list[str] = []
        context.on("request", lambda request: self.note(request.url))

    def note(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != urlsplit(self.lab.url).netloc:
            self.strangers.append(url)

    def count(self, what: str, faults: list[str]) -> None:
        self.passed, self.failed = self.passed + (not faults), self.failed + bool(faults)
        say(f"  {what}: {'FAILED' if faults else 'ok'}")
        for fault in faults:
            say(f"    {fault[:300]}")

    def as_committed(self, path: Path, *, photograph: bool = True) -> list[str]:
        """Pictures, formulas, no question; live figures under the pointer."""
        notebook = outputs.read(path)
        shown = Notebook(self.page, self.lab.page(path.name), len(notebook.cells))
        faults = [f"JupyterLab asks: {text}" for text in shown.texts(ASKED)]
        figures = outputs.figures(notebook)
        pictures = sum(map(shown.has_picture, shown.figures()))
        if pictures != len(figures):
            faults.append(f"{pictures} of {len(figures)} figures show their picture")
        faults += formula_faults(shown, notebook)
        if photograph:
            shown.photograph(TARGET / f"{path.stem}-committed")
        for number, figure in enumerate(shown.figures(), 1):
            try:
                shown.enter(figure)
            except BrowserTimeout:
                faults.append(f"figure {number} does not become live under the pointer")
        return faults + figure_faults(shown, figures) + self.stepped(shown, figures, TARGET / path.stem if photograph else None)

    def stepped(self, shown: Notebook, expected: list, pictures: Path | None) -> list[str]:
        """Each live figure that has frames can be stepped through."""
        faults = []
        for number, (figure, output) in enumerate(zip(shown.figures(), expected), 1):
            frames = len(output.data[outputs.FIGURE].get("frames", ())) if shown.is_live(figure) else 0
            if frames:
                faults += steps.faults(steps.Stepper(self.page, figure, frames), f"figure {number}", pictures and Path(f"{pictures}-figure-{number}"))
        return faults

    def after_run_all(self, path: Path) -> list[str]:
        """Live figures at once, no error."""
        notebook = outputs.read(path)
        shown = Notebook(self.page, self.lab.page(path.name), len(notebook.cells))
        shown.run_all(sum(bool(cell.source.strip()) for cell in outputs.code_cells(notebook)))
        shown.photograph(TARGET / f"{path.stem}-run")
        return ([f"error output: {text}" for text in shown.texts(ERROR)] + [f"on standard error: {text}" for text in shown.texts(STDERR)]
                + [f"JupyterLab asks: {text}" for text in shown.texts(ASKED)]
                + formula_faults(shown, notebook) + figure_faults(shown, outputs.figures(notebook)))


def formula_faults(shown: Notebook, notebook: NotebookNode) -> list[str]:
    expected = any("$" in cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return (["no formula is typeset"] if expected and not shown.formulas() else []) + [
        f"a formula is not typeset: {formula}" for formula in shown.bad_formulas()]


def figure_faults(shown: Notebook, expected: list) -> list[str]:
    """Each figure is drawn by Plotly, with marks, and with the titles of its axes."""
    live = shown.figures()
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


def main(browser: str, notebooks: list[Path]) -> int:
    shutil.rmtree(TARGET, ignore_errors=True)
    folder = TARGET / "notebooks"
    folder.mkdir(parents=True)
    copies = [Path(shutil.copy(path, folder)) for path in notebooks]
    with running(folder, TARGET / "jupyterlab.log") as lab, sync_playwright() as playwright:
        with playwright.chromium.launch(executable_path=browser, args=FLAGS) as chromium:
            check = Check(lab, chromium.new_context())
            for path in copies:
                for what, look in (("as committed", check.as_committed), ("after Run All", check.after_run_all)):
                    try:
                        faults = look(path)
                    except BrowserError as error:
                        check.page.screenshot(path=str(TARGET / f"{path.stem}-stopped.png"))
                        faults = [f"the browser waited in vain: {error.message}"]
                    check.count(f"{path.name} {what}", faults)
            check.count("planted broken figures are found", planted.faults(check.as_committed, folder))
            check.count("nothing leaves the machine", [f"asked for {url}" for url in (*check.strangers, *lab.asked_the_network)])
    (TARGET / "count.json").write_text(json.dumps({"passed": check.passed, "failed": check.failed}))
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], [Path(name) for name in sys.argv[2:]]))
