"""The notebooks as a reader sees them in the real JupyterLab, as committed and after Run All; one in Notebook 7.

The committed notebooks are not trusted by the server that opens them: what shows here shows in every fresh clone.
"""
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as BrowserTimeout

from tools import publish
from tools.inside import outputs
from tools.inside.checks import nothing_wrong, objects, planted, stepping
from tools.inside.checks.lab_page import ERROR, QUESTIONS, STDERR, Notebook, questions
from tools.inside.checks.lab_server import Lab, running
from tools.inside.checks.seen import figure_faults, formula_faults, frames
from tools.inside.checks.visit import Visit

INTERRUPTED = "undefined"  # what Plotly throws at the page when its own Pause button ends an animation


@pytest.fixture(scope="module")
def lab(target: Path) -> Iterator[Lab]:
    folder = target / "notebooks"
    folder.mkdir()
    with running(folder, target / "jupyterlab.log") as server:
        yield server


@pytest.fixture(scope="module")
def opened(notebook: Path, lab: Lab) -> Iterator[Path]:
    """A copy that JupyterLab opens; its kernel ends when no test needs it any more."""
    yield lab.copy(notebook)
    lab.end_kernels()


@pytest.fixture
def homes(lab: Lab) -> list[str]:
    """The servers that a page may ask."""
    return [lab.host]


@pytest.fixture(autouse=True)
def nothing_leaves(visit: Visit, homes: list[str]) -> Iterator[None]:
    """In no test does the page ask anybody else."""
    yield
    nothing_wrong(visit.strangers(*(f"{scheme}://{home}/" for home in homes for scheme in ("http", "ws"))))


def test_as_committed(opened: Path, lab: Lab, visit: Visit, photographs: Path | None):
    nothing_wrong(faults_as_committed(opened, lab, visit, photographs))


def test_after_run_all(opened: Path, lab: Lab, visit: Visit, photographs: Path | None):
    """Live figures at once, no error."""
    notebook = outputs.read(opened)
    shown = Notebook(visit.page, lab.page(opened.name), notebook)
    shown.run_all(sum(bool(cell.source.strip()) for cell in outputs.code_cells(notebook)))
    if photographs:
        shown.photograph(photographs)
    nothing_wrong([f"error output: {text}" for text in shown.texts(ERROR)]
                  + [f"on standard error: {text}" for text in shown.texts(STDERR)]
                  + formula_faults(shown) + figure_faults(shown) + question_faults(shown))


def test_planted_broken_figures_are_found(lab: Lab, visit: Visit):
    nothing_wrong(planted.faults(planted.write(lab.notebooks), lambda path: faults_as_committed(path, lab, visit)))
    lab.end_kernels()


def test_a_question_is_noted_though_it_goes_away_again(visit: Visit):
    visit.page.add_init_script(QUESTIONS)
    visit.page.goto("data:text/html,<body>")
    visit.page.evaluate(planted.QUESTION)
    assert questions(visit.page) == [planted.ASKED]


def test_every_object_shows_itself(lab: Lab, visit: Visit, target: Path, photographs: Path | None):
    path = lab.notebooks / "objects.ipynb"
    objects.run(path, target / "kernel.log")
    shown = Notebook(visit.page, lab.page(path.name), outputs.read(path))
    nothing_wrong(objects.faults(shown, photographs) + visit.complaints("error"))
    lab.end_kernels()


def test_in_notebook_7(lab: Lab, visit: Visit, homes: list[str], target: Path):
    """Not one server for both: their fonts have the same names."""
    first = lab.copy(publish.notebooks()[0])
    with running(lab.notebooks, target / "notebook.log", "notebook") as classic:
        homes.append(classic.host)
        nothing_wrong(faults_as_committed(first, classic, visit))
        nothing_wrong(classic.asked_the_network)


def test_the_servers_ask_nobody(lab: Lab, visit: Visit):
    """Neither when they start nor in all that was done above."""
    visit.page.goto(f"{lab.url}/lab?token={lab.token}")
    visit.page.get_by_role("menuitem", name="File", exact=True).wait_for()
    nothing_wrong([f"asked for {request}" for request in lab.asked_the_network])


def faults_as_committed(path: Path, lab: Lab, visit: Visit, photographs: Path | None = None) -> list[str]:
    """Pictures, formulas, two themes, no question; live figures under the pointer."""
    shown = Notebook(visit.page, lab.page(path.name), outputs.read(path))
    figures, expected = shown.figures(), len(shown.figures_expected)
    pictures = sum(map(shown.has_picture, figures))
    faults = [] if pictures == expected else [f"{pictures} of {expected} figures show their picture"]
    faults += formula_faults(shown)
    if photographs:
        shown.photograph(photographs)
    shown.wear("dark")
    shown.wear("light")
    for number, figure in enumerate(figures, 1):
        try:
            shown.enter(figure)
        except BrowserTimeout:
            faults.append(f"figure {number} does not become live under the pointer")
    return faults + figure_faults(shown) + stepping_faults(shown, visit) + question_faults(shown)


def stepping_faults(shown: Notebook, visit: Visit) -> list[str]:
    """Of the figures that one can step through, and what the page complains of meanwhile."""
    before, faults = visit.complaints("error"), []
    for number, (figure, output) in enumerate(zip(shown.figures(), shown.figures_expected), 1):
        states = frames(output)
        if states and shown.is_live(figure):
            notes = any("annotations" in state.get("layout", {}) for state in states)
            faults += [f"figure {number} at {fault}" for fault in stepping.faults(shown.page, figure, notes=notes)]
    complaints = visit.complaints("error")
    return faults + [text for text in complaints[len(before):] if text != f"error: {INTERRUPTED}"]


def question_faults(shown: Notebook) -> list[str]:
    """By the time that the kernel answers, everything has been asked that JupyterLab may ask."""
    shown.wait_for_kernel()
    return [f"JupyterLab asks: {text}" for text in questions(shown.page)]
