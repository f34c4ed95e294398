"""The parts of the site that need no browser. That its check finds broken pages, it proves itself (planted_book.py)."""
import json
import re
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import publish
from tools.console import ROOT
from tools.inside import book, chapter, outputs
from tools.inside.checks import exports, links
from tools.inside.checks.planted import GREY
from tools.inside.outputs import FIGURE

INTRODUCTION = (
    "# 01 · One\n\nWhat **one** [shows](02-two.ipynb), $W_{1}$.\nAnd `more`.\n\nMore.\n\n## First · part?\n\nProse "
    "with $x^2$ and $$y$$."
)
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
EQUATION = {"id": "BP3", "latex": "dA = W^\\top dZ",
            "output": {"latex": "dA", "shape": "n \\times m", "rows": 3, "columns": 7}, "operands": []}


def figure(*numbers: float, **picture: str) -> dict:
    return {FIGURE: {"data": [{"y": list(numbers)}], "layout": {"height": 420}},
            "text/plain": f"Figure: {numbers[0]} & </script>", **picture}


def shows(data: dict, *tags: str):
    cell = new_code_cell("f()", execution_count=1, outputs=[new_output("display_data", data)])
    cell.metadata["tags"] = list(tags)
    return cell


class SiteTest(unittest.TestCase):
    """A site of two notebooks, with empty scripts."""

    def setUp(self) -> None:
        scratch = TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name, "site ü")
        self.folder.mkdir()
        self.scripts = Path(scratch.name, "webjars")
        for name in ("mathjax/1/LICENSE", *(f"mathjax/1/{script}" for script in book.SCRIPTS)):
            (self.scripts / name).parent.mkdir(parents=True, exist_ok=True)
            (self.scripts / name).write_text("")
        (self.folder / "api").mkdir()
        (self.folder / "api/index.html").write_text("<p>Javadoc</p>")
        self.notebooks = [
            self.notebook("01-one", new_markdown_cell(INTRODUCTION), shows(figure(1, **GREY)),
                          shows(figure(2, **GREY), "cover")),
            self.notebook("02-two", new_markdown_cell("# Two\n\n[Back](01-one.ipynb#First-·-part?), $a$ and $$b$$ and "
                                                      "$c$, $a$.")),
        ]

    def notebook(self, stem: str, *cells) -> Path:
        path = self.folder.parent / f"{stem}.ipynb"
        path.write_text(outputs.text(new_notebook(cells=list(cells))), encoding="utf-8")
        return path

    def write(self) -> None:
        book.write(self.folder, self.notebooks, [EQUATION], self.scripts)

    def page(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> list[str]:
        """What is found when something is wrong on one page."""
        sound = self.page(name)
        self.assertIn(old, sound)
        (self.folder / name).write_text(sound.replace(old, new, 1), encoding="utf-8")
        found = links.faults(self.folder, self.notebooks)
        (self.folder / name).write_text(sound, encoding="utf-8")
        return found


class Chapters(SiteTest):
    def test_title_and_introduction(self):
        one = chapter.read(self.notebooks[0])
        self.assertEqual((one.title, one.shows), ("01 · One", "What one shows, $W_{1}$. And more."))
        self.assertEqual(chapter.read(self.notebooks[0], "something *else*").shows, "Something else")

    def test_the_tagged_figure_stands_for_the_notebook_or_else_the_first(self):
        self.assertEqual(chapter.read(self.notebooks[0]).picture, "pictures/01-one-2.png")
        untagged = self.notebook("03", new_markdown_cell("# Three"), shows(figure(1, **GREY)), shows(figure(2, **GREY)))
        self.assertEqual(chapter.read(untagged).picture, "pictures/03-1.png")

    def test_formulas_stand_for_a_notebook_without_figures(self):
        self.assertEqual((chapter.read(self.notebooks[1]).picture, chapter.read(self.notebooks[1]).formula),
                         (None, r"a \quad c"))


class Pages(SiteTest):
    def setUp(self) -> None:
        super().setUp()
        self.write()

    def test_it_is_whole(self):
        self.assertEqual(links.faults(self.folder, self.notebooks), [])

    def test_the_turn_of_pages(self):
        self.assertEqual(re.findall(r'href="([^"]+)" rel="(next|prev)"', self.page("01-one.html")),
                         [("02-two.html", "next")])
        self.assertEqual(re.findall(r'href="([^"]+)" rel="(next|prev)"', self.page("02-two.html")),
                         [("01-one.html", "prev")])

    def test_a_figure_is_its_data_and_its_picture_for_those_without_scripts(self):
        self.assertEqual(len(re.findall(r'class="figure" [^>]*style="height:420px"', self.page("01-one.html"))), 2)
        self.assertEqual(self.page("01-one.html").count('src="pictures/01-one-'), 2)
        self.assertNotIn("data:image", self.page("01-one.html"))
        self.assertTrue((self.folder / "pictures/01-one-2.png").read_bytes().startswith(b"\x89PNG"))

    def test_the_search_knows_each_section_without_its_formulas(self):
        sections = json.loads(self.page("assets/sections.js").removeprefix("const SECTIONS = ").removesuffix(";\n"))
        self.assertEqual([(section["title"], section["chapter"]) for section in sections],
                         [("01 · One", "01 · One"), ("First · part?", "01 · One"), ("Two", "Two")])
        self.assertEqual(sections[1]["text"], "Prose with and . f() f()")
        self.assertTrue(sections[1]["page"].startswith("01-one.html#First"))

    def test_the_front_page_shows_each_notebook(self):
        for text in ("pictures/01-one-2.png", "01-one.html", "02-two.html", "sheet.html", "api/index.html",
                     r"$$a \quad c$$"):
            self.assertIn(text, self.page("index.html"))

    def test_the_equations_come_from_the_library(self):
        self.assertIn(r"$$dA = W^\top dZ$$", self.page("sheet.html"))
        self.assertIn("--rows:3;--columns:7", self.page("sheet.html"))


class Contents(unittest.TestCase):
    """The site and the README say the same, in the same words."""

    def setUp(self) -> None:
        self.contents = book.read_contents()
        self.readme = (ROOT / "README.md").read_text(encoding="utf-8")

    def test_the_claim(self):
        self.assertTrue(self.readme.startswith(f"# Backstep\n\n{self.contents['claim']}\n"))

    def test_what_each_notebook_shows(self):
        rows = {f"| [{name}](notebooks/{name}.ipynb) | {text} |" for name, text in self.contents["notebooks"].items()}
        self.assertEqual(rows, {line for line in self.readme.splitlines()
                                if line.startswith("| [") and "](notebooks/" in line})
        self.assertEqual(list(self.contents["notebooks"]), [publish.name(path) for path in publish.notebooks()])

    def test_whose_the_derivations_are(self):
        """The README writes an address as it is read; the site links it."""
        section = self.readme.split("\n## The derivations\n\n")[1].split("\n## ")[0].splitlines()
        sources = self.contents["derivations"]["sources"]
        lines = [f"- {name}: " + LINK.sub(r"\1", source) for name, source in sources.items()]
        introduction, data = self.contents["derivations"]["introduction"], self.contents["data"]
        self.assertEqual(section, [introduction, "", *lines, "", f"Data: {data}"])
        for text, address in LINK.findall(" ".join(sources.values())):
            self.assertEqual(address, f"https://{text}")
        self.assertIn('<a href="https://neuralnetworksanddeeplearning.com/chap2.html">', book.credits(self.contents))


class Faults(SiteTest):
    """Each kind of fault is found, and no other."""

    def setUp(self) -> None:
        super().setUp()
        self.write()

    def test_a_broken_link(self):
        self.assertEqual(self.change("index.html", 'href="sheet.html"', 'href="shet.html"'),
                         ["index.html: leads to shet.html, which is not there"])
        self.assertEqual(self.change("02-two.html", "#First", "#Last"),
                         ["02-two.html: leads to 01-one.html#Last-%C2%B7-part?, where there is no such heading"])

    def test_an_address_that_only_works_on_one_host(self):
        for url in ("/sheet.html", "http://example.org/", (self.folder / "sheet.html").as_uri(), "../01-one.ipynb"):
            self.assertEqual(len(self.change("index.html", 'href="sheet.html"', f'href="{url}"')), 1, url)
        self.assertEqual(self.change("index.html", 'href="sheet.html"', 'href="https://example.org/"'), [])

    def test_something_from_elsewhere(self):
        for old, new in (('src="assets/book.js"', 'src="https://cdn.invalid/book.js"'),
                         ('href="assets/book.css"', 'href="//cdn.invalid/book.css"')):
            self.assertEqual(len(self.change("sheet.html", old, new)), 1, new)
        (self.folder / "assets/book.css").write_text("@import 'https://cdn.invalid/a.css'; b { background: "
                                                     "url(//cdn.invalid/b.png) }")
        self.assertEqual(links.faults(self.folder, self.notebooks),
                         ["assets/book.css loads https://cdn.invalid/a.css",
                          "assets/book.css loads //cdn.invalid/b.png"])

    def test_another_figure(self):
        self.assertEqual(self.change("01-one.html", '"y": [1]', '"y": [3]'),
                         ["01-one.html has 2 figures, 1 of 2 are not among them"])

    def test_a_notebook_that_is_not_there(self):
        (self.folder / "02-two.html").unlink()
        self.assertIn("02-two.ipynb has no page", links.faults(self.folder, self.notebooks))


class Exports(unittest.TestCase):
    def setUp(self) -> None:
        scratch = TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        exports.use_pandoc()

    def faults(self, *cells) -> list[str]:
        path = self.folder / "a.ipynb"
        path.write_text(outputs.text(new_notebook(cells=[new_markdown_cell("# Text with $x$"), *cells])),
                        encoding="utf-8")
        return exports.faults(path)

    def test_a_figure_with_its_picture(self):
        self.assertEqual(self.faults(shows(figure(1, **GREY))), [])

    def test_what_hides_the_picture_or_ends_the_export(self):
        self.assertEqual(self.faults(shows(figure(1, **GREY) | {"text/html": "<p>page</p>"})),
                         ["HTML: 0 of 1 figures show their picture"])
        found = self.faults(
            shows({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain": "drawing"}))
        self.assertRegex(" ".join(found), "^LaTeX: .*[Ii]nkscape")

    def test_a_large_notebook(self):
        self.assertRegex(self.faults(new_code_cell("// " + "x" * exports.LARGEST, execution_count=1))[0],
                         r"^it has \d+ bytes: more than 1000000$")
