"""The written site as a reader sees it: opened from disk, in a real browser, wide and narrow, light and dark; and whether it is whole.

Usage: python -m tools.inside.site_check SITE [--browser PROGRAM] NOTEBOOK…
"""
import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from tools.console import ROOT, say
from tools.inside import links, outputs, planted_site
from tools.inside.browser_check import FLAGS, figure_faults, formula_faults
from tools.inside.lab_page import Notebook

TARGET = ROOT / "target/browser-site"
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"
A4 = (595, 842)  # points
TYPESET = "() => !window.MathJax || !MathJax.startup?.promise ? null : MathJax.startup.promise.then(() => true)"
FRAMES = "figure => figure.querySelector('.js-plotly-plot')?._transitionData?._frames.length ?? 0"
WIDEST = "() => document.documentElement.scrollWidth"


class Shown(Notebook):
    """One page of the book, seen as the browser check sees a notebook."""

    content, prose, figure = "main", "main", "main .figure"

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(url)
        page.wait_for_function(TYPESET)

    def draw_all(self) -> None:
        """By scrolling past each figure, as a reader does."""
        for figure in self.figures():
            figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
            try:
                figure.locator(".main-svg").first.wait_for(timeout=5_000)
            except BrowserError:
                pass  # `figure_faults` says so
        self.page.evaluate("scrollTo(0, 0)")


class Visit:
    """What a page does while it is open: what it logs, and what it asks for."""

    def __init__(self, context: BrowserContext, site: Path) -> None:
        self.page, self.site, self.faults = context.new_page(), site.resolve().as_uri(), []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error.message}"))
        self.page.on("request", lambda request: self.note(request.url))

    def note(self, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"asks for {url}")


def page(chromium: Browser, site: Path, name: str, notebook: Path | None) -> list[str]:
    """On a phone, then wide: formulas typeset, figures drawn, nothing sideways, nothing logged, nothing asked for."""
    with chromium.new_context(**PHONE) as context:
        visit = Visit(context, site)
        shown = Shown(visit.page, (site / name).as_uri())
        shown.draw_all()
        found, width = [], visit.page.evaluate(WIDEST)
        if width > PHONE["viewport"]["width"]:
            found.append(f"it is {width} pixels wide on a phone of {PHONE['viewport']['width']}")
        _photograph(visit.page, f"{site.name}-{Path(name).stem}-narrow")
        visit.page.set_viewport_size(WIDE["viewport"])
        if notebook:
            committed = outputs.read(notebook)
            figures = outputs.figures(committed)
            found += formula_faults(shown, committed) + figure_faults(shown, figures) + frame_faults(shown, figures)
        else:
            found += [f"a formula is not typeset: {formula}" for formula in shown.bad_formulas()]
        _photograph(visit.page, f"{site.name}-{Path(name).stem}-wide")
        return found + visit.faults


def frame_faults(shown: Shown, expected: list) -> list[str]:
    """A figure that one can step through knows all its frames."""
    found = []
    for number, (figure, output) in enumerate(zip(shown.figures(), expected), 1):
        frames, known = len(output.data[outputs.FIGURE].get("frames", [])), figure.evaluate(FRAMES)
        found += [] if frames == known else [f"figure {number} knows {known} of its {frames} frames"]
    return found


def search(chromium: Browser, site: Path) -> list[str]:
    """Each chapter is found by its own title, and nonsense is not found."""
    found = []
    with chromium.new_context(**WIDE) as context:
        visit = Visit(context, site)
        Shown(visit.page, (site / "index.html").as_uri())
        for title, page in visit.page.evaluate("SECTIONS.map(section => [section.title, section.page.split('#')[0]])"):
            visit.page.locator("input[type=search]").fill(title)
            if page not in visit.page.locator(".found a").evaluate_all("links => links.map(link => link.getAttribute('href').split('#')[0])"):
                found.append(f"{title} is not found")
        visit.page.locator("input[type=search]").fill("qqqqqq")
        if visit.page.locator(".found").inner_text() != "Nothing found.":
            found.append("nonsense is found")
        return found + visit.faults


def sheet(chromium: Browser, site: Path) -> list[str]:
    """The sheet prints on one page of A4."""
    with chromium.new_context(**WIDE) as context:
        visit = Visit(context, site)
        Shown(visit.page, (site / "sheet.html").as_uri())
        pdf = visit.page.pdf(path=TARGET / "sheet.pdf", prefer_css_page_size=True)
        pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
        size = tuple(round(float(number)) for number in re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
        return ([f"the sheet prints on {pages} pages"] if pages != 1 else []) + ([f"the sheet is no A4: {size}"] if size != A4 else []) + visit.faults


def _photograph(page: Page, stem: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=TARGET / f"{stem}-{scheme}.png")


def look(chromium: Browser, site: Path, notebooks: list[Path], count: Callable[[str, list[str]], None]) -> None:
    """Every page of the book; Javadoc looks after its own."""
    stems = {f"{path.stem}.html": path for path in notebooks}
    for path in sorted(site.glob("*.html")):
        count(path.name, page(chromium, site, path.name, stems.get(path.name)))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=lambda name: Path(name).resolve())
    parser.add_argument("--browser")
    parser.add_argument("notebooks", nargs="+", type=Path)
    options = parser.parse_args()
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    counted = {"passed": 0, "failed": 0, "skipped": 0}

    def count(what: str, faults: list[str]) -> None:
        counted["failed" if faults else "passed"] += 1
        say(f"  {what}: {'FAILED' if faults else 'ok'}")
        for fault in faults[:20]:
            say(f"    {fault[:300]}")

    count("every link, every notebook, every figure", links.faults(options.site, options.notebooks))
    if options.browser:
        with sync_playwright() as playwright, playwright.chromium.launch(executable_path=options.browser, args=[*FLAGS, NO_NETWORK]) as chromium:
            look(chromium, options.site, options.notebooks, count)
            count("search", search(chromium, options.site))
            count("the sheet on paper", sheet(chromium, options.site))
            count("planted faults are found", planted_site.faults(lambda *arguments: look(chromium, *arguments), options.site, TARGET / "planted"))
    else:
        counted["skipped"] = 1
    (TARGET / "count.json").write_text(json.dumps(counted))
    return 1 if counted["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
