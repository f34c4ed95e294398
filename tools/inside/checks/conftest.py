"""What the checks share: the notebooks, the system's browser, and one visit of it for each test."""
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tools import machine, publish
from tools.inside.checks import ijava
from tools.inside.checks.visit import Visit

FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--photographs", action="store_true",
                     help="pictures of each page at its whole length, light and dark")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a notebook; those of one module on the same notebook follow each other, and may share a kernel."""
    if "notebook" in metafunc.fixturenames:
        metafunc.parametrize("notebook", publish.notebooks(), ids=publish.name, scope="module")


def pytest_report_collectionfinish(items: list[pytest.Item]) -> list[str]:
    """An absent IJava is said, and is no skipped test: no registry that this project installs from has it."""
    compared = any(item.path.name == "test_notebooks.py" for item in items)
    return [ijava.ABSENT] if compared and not ijava.installed() else []


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's own browser, without a network."""
    program = machine.find_browser()
    if not program:
        pytest.skip(f"there is no Chromium or Chrome. This installs one: {machine.install('browser')}")
    return browser_type_launch_args | {"executable_path": program, "args": FLAGS}


@pytest.fixture
def visit(page: Page) -> Visit:
    return Visit(page)


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config) -> Path:
    """An empty folder for what a look leaves behind."""
    folder = Path(pytestconfig.getoption("--output")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def photographs(target: Path, request: pytest.FixtureRequest) -> Path | None:
    """How the names of this test's pictures begin, if pictures are wanted."""
    return target / request.node.name if request.config.getoption("--photographs") else None
