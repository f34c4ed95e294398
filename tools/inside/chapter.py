"""A notebook as a chapter of the book: its title, what it shows, its picture, its sections, and its page."""
import base64
import re
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from tools.inside import outputs
from tools.inside.outputs import PICTURE

COVER = "cover"  # the tag of the cell whose figure stands for the notebook; its first figure otherwise
NOTEBOOK_LINK = re.compile(r'(href="[^":#]*)\.ipynb(#[^"]*)?"')
FORMULAS = 4  # as many stand for a notebook that has no figure
MARKUP = re.compile(r"\*\*|[*`]|\[([^\]]*)\]\([^)]*\)")


@dataclass
class Section:
    """What stands below one heading, for the table of contents and the search."""

    anchor: str
    title: str
    level: int
    text: str


@dataclass
class Chapter:
    """One notebook; its file is a page beside all others."""

    notebook: NotebookNode
    stem: str
    pictures: dict[str, bytes] = field(default_factory=dict)  # the page's address of each → PNG
    shows: str = ""
    picture: str | None = None
    caption: str = ""
    sections: list[Section] = field(default_factory=list)

    @property
    def file(self) -> str:
        return f"{self.stem}.html"

    @property
    def title(self) -> str:
        return re.search(r"^# (.+)$", self.notebook.cells[0].source, re.MULTILINE)[1]

    @property
    def introduction(self) -> str:
        """The first paragraph, without markup."""
        paragraph = re.sub(r"^# .+$", "", self.notebook.cells[0].source, flags=re.MULTILINE).strip().split("\n\n")[0]
        return plain(paragraph)

    @property
    def formula(self) -> str:
        """Its first formulas: what stands for a notebook without figures."""
        prose = "\n".join(cell.source for cell in self.notebook.cells if cell.cell_type == "markdown")
        inline = re.findall(r"(?<![$\\])\$([^$\n]+)\$(?!\$)", prose)
        return r" \quad ".join(list(dict.fromkeys(inline))[:FORMULAS])


def plain(markdown: str) -> str:
    """Markdown without its markup, in one line."""
    return MARKUP.sub(lambda found: found[1] or "", markdown).replace("\n", " ")


def read(path: Path, shows: str = "") -> Chapter:
    """The committed notebook and what it shows (its first paragraph, if nobody says); its pictures become files, and
    each figure knows its own.
    """
    chapter = Chapter(outputs.read(path), path.stem)
    chapter.shows = plain(shows[:1].upper() + shows[1:]) or chapter.introduction
    for number, output in enumerate(outputs.figures(chapter.notebook), 1):
        if PICTURE in output.data:
            address = f"pictures/{path.stem}-{number}.png"
            chapter.pictures[address] = base64.b64decode(output.data[PICTURE])
            output.metadata["picture"] = address
    tagged = [cell for cell in outputs.code_cells(chapter.notebook) if COVER in cell.metadata.get("tags", [])]
    covers = [output for cell in tagged for output in cell.outputs] + outputs.figures(chapter.notebook)
    for output in reversed([output for output in covers if "picture" in output.metadata]):
        chapter.picture, chapter.caption = output.metadata["picture"], output.data["text/plain"]
    return chapter


def exporter(templates: Path) -> HTMLExporter:
    """nbconvert with our template and without prompts."""
    return HTMLExporter(template_name="book", extra_template_basedirs=[str(templates)], exclude_input_prompt=True,
                        exclude_output_prompt=True)


def page(chapter: Chapter, convert: HTMLExporter, **around: object) -> str:
    """The chapter's page; links to notebooks lead to their pages."""
    html, _ = convert.from_notebook_node(chapter.notebook, resources={"chapter": chapter, **around})
    return NOTEBOOK_LINK.sub(lambda link: f'{link[1]}.html{link[2] or ""}"', html)


def sections(html: str) -> list[Section]:
    """The headings with an anchor, each with the prose and the code up to the next one."""
    found: list[Section] = []
    for element in BeautifulSoup(html, "html.parser").select("main :is(h1, h2, h3, p, li, pre)"):
        if element.name.startswith("h"):
            found.append(Section(element.get("id", ""), _heading(element), int(element.name[1]), ""))
        elif found and not element.find_parent(class_="output"):
            found[-1].text += " " + re.sub(r"\${1,2}[^$]*\${1,2}", " ", element.get_text())
    for section in found:
        section.text = " ".join(section.text.split())
    return found


def _heading(element: Tag) -> str:
    for link in element.select(".anchor-link"):
        link.decompose()
    return element.get_text().strip()
