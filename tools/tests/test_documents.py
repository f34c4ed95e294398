"""The pages for takers-over hold together: every link leads to a file of the project, every decision is listed."""
import re
import unittest
from pathlib import Path
from urllib.parse import unquote

from tools.console import ROOT
from tools.tests.machines import ScratchTest

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|^    .*?$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("https://", "http://", "mailto:")


def pages(root: Path) -> list[Path]:
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob(".github/**/*.md")])


def anchors(page: Path) -> set[str]:
    """GitHub's names of a page's headings."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def faults(root: Path) -> list[str]:
    """Each link of the pages that leads nowhere, and each decision that the index does not name."""
    found = []
    for page in pages(root):
        for link in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
            if link.startswith(ELSEWHERE):
                continue
            path, _, anchor = unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or not target.is_relative_to(root.resolve()):
                found.append(f"{page.relative_to(root)}: {link} is not there")
            elif anchor and target.suffix == ".md" and anchor not in anchors(target):
                found.append(f"{page.relative_to(root)}: {link} names no heading")
    index = root / "docs/decisions/README.md"
    listed = set(LINK.findall(index.read_text(encoding="utf-8")))
    return found + [f"{index.relative_to(root)}: {page.name} is not listed"
                    for page in sorted(index.parent.glob("*.md"))
                    if page != index and page.name not in listed]


class Ours(unittest.TestCase):
    def test_every_link_leads_somewhere(self):
        self.assertEqual(faults(ROOT), [])

    def test_what_a_newcomer_looks_for_is_linked_from_the_readme(self):
        links = LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
        for page in ("CONTRIBUTING.md", "docs/architecture.md", "docs/decisions/README.md"):
            with self.subTest(page):
                self.assertIn(page, links)


class Planted(ScratchTest):
    def test_planted(self):
        decisions = self.scratch / "docs/decisions"
        decisions.mkdir(parents=True)
        (decisions / "README.md").write_text("[one](one.md), [up](../../README.md#A)\n", encoding="utf-8")
        (self.scratch / "README.md").write_text("# A b!\n\n`[code](no)` [here](#a-b) [docs](docs) "
                                                "[far](https://a.b/c)\n", encoding="utf-8")
        (decisions / "one.md").write_text("# One\n", encoding="utf-8")
        (decisions / "two.md").write_text("[out](../../../x) [gone](gone.md)\n", encoding="utf-8")
        self.assertEqual(faults(self.scratch), [
            "docs/decisions/README.md: ../../README.md#A names no heading",
            "docs/decisions/two.md: ../../../x is not there",
            "docs/decisions/two.md: gone.md is not there",
            "docs/decisions/README.md: two.md is not listed"])
