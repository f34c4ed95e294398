"""Execute notebooks and write those that changed: the inner half of `lab.py run`."""
import argparse
import sys
from pathlib import Path

from tools.console import ROOT, say
from tools.inside import end_at_ctrl_c, outputs, pictures
from tools.inside.execute import CellFailed, execute


def publish(path: Path, browser: str | None, renew: bool) -> str:
    """Returns what was done. The file is written at the very end, so that a failing cell leaves it alone."""
    committed, notebook = outputs.read(path), outputs.read(path)
    execute(notebook, path.parent, ROOT / "target/kernel.log")
    outputs.normalise(notebook)
    outputs.keep_varying(notebook, committed, renew=renew)
    bare = pictures.add(notebook, notebook if renew and browser else committed, browser)
    told = f", {bare} figures without a picture" if bare else ""
    content = outputs.text(notebook)
    if content == path.read_text(encoding="utf-8"):
        return "unchanged" + told
    path.write_text(content, encoding="utf-8", newline="\n")
    return "written" + told


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--browser")
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("notebooks", nargs="+", type=Path)
    options = parser.parse_args()
    for path in options.notebooks:
        try:
            say(f"{path.name}: running …")
            say(f"{path.name}: {publish(path, options.browser, options.renew)}")
        except CellFailed as failure:
            say(f"{path.name}, {failure}\n{path.name} is left as it was.")
            return 1
    return 0


if __name__ == "__main__":
    end_at_ctrl_c()
    sys.exit(main())
