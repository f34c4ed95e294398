"""Is the written site whole? Its links lead somewhere, nothing comes from elsewhere, each notebook has its figures."""
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tools.inside import outputs
from tools.inside.outputs import FIGURE

API = "api"  # Javadoc checks the names within its own pages

SAFE = "!$&'()*+,;=:@/?-._~"  # what stands for itself in the fragment of an address


class Page(HTMLParser):
    """What a page refers to, and what in it can be referred to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []      # where a reader can go
        self.resources: list[str] = []  # what the browser loads by itself
        self.anchors = {""}
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.anchors |= {values.get("id", ""), values.get("name", "")}
        if "href" in values:
            (self.links if tag == "a" else self.resources).append(values["href"])
        if "src" in values:
            self.resources.append(values["src"])


def faults(site: Path, notebooks: list[Path]) -> list[str]:
    """Everything that is not as it should be, with the page that it is on."""
    site = site.resolve()
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    found = [f"{path.relative_to(site)}: {fault}" for path, page in pages.items()
             for fault in _broken(path, page, pages, site)]
    found += [f"{path.relative_to(site)} loads {url}" for path in sorted(site.rglob("*.css"))
              for url in _loaded(path.read_text(encoding="utf-8"))]
    return found + [fault for path in notebooks for fault in missing(site, path)]


def _broken(path: Path, page: Page, pages: dict[Path, Page], site: Path) -> list[str]:
    found = []
    for url in page.resources:
        if urlsplit(url).scheme != "data" and not _inside(path, url, site):
            found.append(f"loads {url}")
    for url in page.links:
        scheme = urlsplit(url).scheme
        if scheme:
            found += [] if scheme == "https" else [f"leads to {url}"]
        elif not _inside(path, url, site):
            found.append(f"leads to {url}, which is not there")
        elif path.parent == site and not _anchored(path, url, pages):
            found.append(f"leads to {url}, where there is no such heading")
    return found


def _target(path: Path, url: str) -> Path:
    return (path.parent / unquote(urlsplit(url).path)).resolve() if urlsplit(url).path else path


def _inside(path: Path, url: str, site: Path) -> bool:
    """A relative address of a file of the site, spelt as the file is."""
    parts, target = urlsplit(url), _target(path, url)
    return not parts.scheme and not parts.netloc and target.is_file() and target.is_relative_to(site)


def _anchored(path: Path, url: str, pages: dict[Path, Page]) -> bool:
    """As browsers look: for the name as it is written in an address, then for the decoded one."""
    page, fragment = pages.get(_target(path, url)), urlsplit(url).fragment
    return page is None or not page.anchors.isdisjoint({quote(unquote(fragment), safe=SAFE), fragment,
                                                        unquote(fragment)})


def _loaded(css: str) -> list[str]:
    return re.findall(r"(?:url\(|@import\s+)['\"]?((?:https?:)?//[^'\")\s]+)", css)


def missing(site: Path, path: Path) -> list[str]:
    """A notebook that is not in the site, or not with its figures."""
    page = site / f"{path.stem}.html"
    if not page.exists():
        return [f"{path.name} has no page"]
    expected = [outputs.fingerprint(output.data[FIGURE]) for output in outputs.figures(outputs.read(path))]
    data = re.findall(r'<script type="application/json">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    drawn = [outputs.fingerprint(json.loads(text)) for text in data]
    return [] if drawn == expected else [f"{page.name} has {len(drawn)} figures, {len(set(expected) - set(drawn))} of "
                                         f"{len(expected)} are not among them"]
