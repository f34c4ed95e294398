"""The site: a page for each notebook, a front page, the sheet of equations, a search: the inner half of `lab.py site`.

Usage: python -m tools.inside.book FOLDER --scripts FOLDER --equations JSON NOTEBOOK…
"""
import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import plotly
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from pygments.formatters import HtmlFormatter

from tools.console import say
from tools.inside import chapter as chapters, end_at_ctrl_c
from tools.inside.chapter import Chapter

TEMPLATES = Path(__file__).parent / "site"
OURS = ("book.css", "book.js", "equations.js")
SCRIPTS = ("tex-svg-full.js", "lunr.min.js")
LIGHT, DARK = "default", "github-dark"


@dataclass
class Book:
    """What every page can say of the whole."""

    claim: str
    credits: str
    equations: list[dict]
    chapters: list[Chapter]


def write(folder: Path, notebooks: list[Path], equations: list[dict], scripts: Path) -> None:
    """Fill the folder; what is there already, such as the Javadoc, stays."""
    contents = read_contents()
    all_chapters = [chapters.read(path, contents["notebooks"].get(path.stem, "")) for path in notebooks]
    book = Book(contents["claim"], credits(contents), equations, all_chapters)
    convert = chapters.exporter(TEMPLATES)
    write_assets(folder / "assets", scripts)
    (folder / "pictures").mkdir(exist_ok=True)
    index = []
    for chapter, pages in zip(book.chapters, neighbours(book.chapters)):
        html = chapters.page(chapter, convert, book=book, **pages)
        found = chapters.sections(html)
        chapter.sections = [section for section in found if section.level == 2]
        index += [{"page": f"{chapter.file}#{section.anchor}", "chapter": chapter.title, "title": section.title,
                   "text": section.text} for section in found]
        write_text(folder / chapter.file, chapters.page(chapter, convert, book=book, **pages))
        for address, picture in chapter.pictures.items():
            (folder / address).write_bytes(picture)
    for name in ("front", "sheet"):
        write_text(folder / f"{'index' if name == 'front' else name}.html", render(convert, f"{name}.html.j2", book))
    write_text(folder / "assets/sections.js", f"const SECTIONS = {json.dumps(index, ensure_ascii=False, indent=0)};\n")


def read_contents() -> dict:
    """The claim, what each notebook shows, and whom the derivations are by, in the words of the README."""
    return json.loads((TEMPLATES / "contents.json").read_text(encoding="utf-8"))


def credits(contents: dict) -> str:
    """Whose the derivations and the data are, as HTML."""
    sources = [f"- {name}: {source}" for name, source in contents["derivations"]["sources"].items()]
    before = ["## The derivations", "", contents["derivations"]["introduction"], ""]
    return markdown2html("\n".join([*before, *sources, "", f"Data: {contents['data']}"]))


def neighbours(all_chapters: list[Chapter]) -> Iterator[dict[str, Chapter | None]]:
    for earlier, later in zip([None, *all_chapters], [*all_chapters[1:], None]):
        yield {"earlier": earlier, "later": later}


def render(convert: HTMLExporter, template: str, book: Book) -> str:
    return convert.environment.get_template(template).render(book=book)


def write_assets(folder: Path, scripts: Path) -> None:
    """Our style and scripts, and other people's with their licences."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in OURS:
        shutil.copy(TEMPLATES / name, folder)
    for name in SCRIPTS:
        shutil.copy(next(scripts.rglob(name)), folder)
    for licence in scripts.rglob("LICENSE"):
        shutil.copy(licence, folder / f"LICENSE-{licence.parent.parent.name}.txt")
    shutil.copy(Path(plotly.__file__).parent / "package_data/plotly.min.js", folder)
    write_text(folder / "code.css",
               code_style(LIGHT) + f"\n@media screen and (prefers-color-scheme: dark) {{\n{code_style(DARK)}\n}}\n")


def code_style(name: str) -> str:
    """Pygments' colours of the code, on our background."""
    style = HtmlFormatter(style=name, nobackground=True).get_style_defs(".highlight")
    return "\n".join(line for line in style.splitlines() if line.startswith(".highlight"))


def write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scripts", type=Path)
    parser.add_argument("--equations", type=Path)
    parser.add_argument("notebooks", nargs="+", type=Path)
    options = parser.parse_args()
    write(options.folder, options.notebooks, json.loads(options.equations.read_text(encoding="utf-8")), options.scripts)
    say(f"{len(options.notebooks)} notebooks, "
        f"{sum(path.stat().st_size for path in options.folder.rglob('*') if path.is_file()) / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    end_at_ctrl_c()
    sys.exit(main())
