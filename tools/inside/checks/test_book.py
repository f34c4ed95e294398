"""The written site as a reader sees it, opened from disk in a real browser, narrow and wide; and whether it is whole.

`python3 lab.py site` has written it: it stands below target/site.
"""
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tools import publish
from tools.book import SITE
from tools.inside import outputs
from tools.inside.checks import links, nothing_wrong, planted_book
from tools.inside.checks.book_page import Leaf
from tools.inside.checks.seen import figure_faults, formula_faults
from tools.inside.checks.visit import Visit

WIDE = {"width": 1280, "height": 900}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
A4 = (595, 842)  # points
LINKED = "links => links.map(link => link.getAttribute('href').split('#')[0])"
# The chapters' pages, by the notebooks that they show, and the two that show none: known before the site is written.
PAGES = {f"{path.stem}.html": path for path in publish.notebooks()} | {"index.html": None, "sheet.html": None}


@pytest.fixture
def phone(new_context: Callable) -> Page:
    return new_context(**PHONE).new_page()


def test_every_link_every_notebook_every_figure():
    nothing_wrong(links.faults(SITE, publish.notebooks()))


def test_every_page_is_looked_at():
    """Javadoc looks after its own."""
    assert {path.name for path in SITE.glob("*.html")} == PAGES.keys()


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, phone: Page, photographs: Path | None):
    nothing_wrong(page_faults(phone, SITE / name, PAGES[name], photographs))


def test_search(page: Page):
    """Each section is found by its own title, and nonsense is not found."""
    visit, found = Visit(page), []
    page.set_viewport_size(WIDE)
    Leaf(page, (SITE / "index.html").as_uri())
    for title, address in page.evaluate("SECTIONS.map(section => [section.title, section.page.split('#')[0]])"):
        page.locator("input[type=search]").fill(title)
        if address not in page.locator(".found a").evaluate_all(LINKED):
            found.append(f"{title} is not found")
    page.locator("input[type=search]").fill("qqqqqq")
    if page.locator(".found").inner_text() != "Nothing found.":
        found.append("nonsense is found")
    nothing_wrong(found + visit_faults(visit, SITE))


def test_the_sheet_prints_on_one_page_of_a4(page: Page, target: Path):
    visit = Visit(page)
    page.set_viewport_size(WIDE)
    Leaf(page, (SITE / "sheet.html").as_uri())
    pdf = page.pdf(path=target / "sheet.pdf", prefer_css_page_size=True)
    size = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert tuple(round(float(number)) for number in size) == A4
    nothing_wrong(visit_faults(visit, SITE))


def test_planted_faults_are_found(new_context: Callable, target: Path):
    folder = target / "planted"
    notebooks = planted_book.write(folder, SITE / "assets")
    told = links.faults(folder, [*notebooks, folder / "absent.ipynb"])
    for path in sorted(folder.glob("*.html")):
        shown = {f"{notebook.stem}.html": notebook for notebook in notebooks}.get(path.name)
        told += page_faults(new_context(**PHONE).new_page(), path, shown)
    nothing_wrong(planted_book.faults(told))


def page_faults(page: Page, path: Path, notebook: Path | None, photographs: Path | None = None) -> list[str]:
    """On a phone, then wide: formulas typeset, figures drawn, nothing sideways, nothing logged, nothing asked for."""
    visit = Visit(page)
    leaf = Leaf(page, path.as_uri(), outputs.read(notebook) if notebook else None)
    leaf.draw_all()
    found, width, narrow = [], leaf.width(), PHONE["viewport"]["width"]
    if width > narrow:
        found.append(f"it is {width} pixels wide on a phone of {narrow}")
    if photographs:
        leaf.photograph(photographs.with_name(photographs.name + "-narrow"))
    page.set_viewport_size(WIDE)
    found += formula_faults(leaf) + figure_faults(leaf) + leaf.frame_faults()
    if photographs:
        leaf.photograph(photographs.with_name(photographs.name + "-wide"))
    return found + visit_faults(visit, path.parent)


def visit_faults(visit: Visit, site: Path) -> list[str]:
    return visit.complaints("error", "warning") + visit.strangers(site.as_uri())
