"""Execute a copy of a notebook below target/ and compare it with what is committed."""
import shutil
from pathlib import Path

from tools.console import ROOT
from tools.inside import outputs, pictures
from tools.inside.execute import CellFailed, Interrupted, execute

DATA = "data"


def faults(path: Path) -> list[str]:
    """Why `lab.py run` would change this file; nothing if it would not."""
    duplicate = copied(path, (ROOT / "target" / path.relative_to(ROOT)).parent)
    committed, notebook = outputs.read(duplicate), outputs.read(duplicate)
    found = executed(notebook, duplicate.parent, ROOT / "target/kernel.log")
    if found:
        return found
    outputs.normalise(notebook)
    outputs.keep_varying(notebook, committed)
    found = outputs.differences(committed, notebook)
    bare = sum(not outputs.pictured(output) for output in outputs.figures(committed))
    if bare:
        found.append(f"{bare} figures have no picture, or one of another figure")
    pictures.add(notebook, committed, browser=None)
    content = outputs.text(notebook)
    if not found and content != path.read_text(encoding="utf-8"):
        found.append("the outputs are the same, but the file is not written as `lab.py run` writes it")
    duplicate.write_text(content, encoding="utf-8", newline="\n")
    return found and [*found, f"python3 lab.py run {path.relative_to(ROOT)} writes it anew"]


def copied(path: Path, folder: Path) -> Path:
    """The notebook in this folder, with the files beside it that its cells read."""
    folder.mkdir(parents=True, exist_ok=True)
    if (path.parent / DATA).is_dir():
        shutil.copytree(path.parent / DATA, folder / DATA, dirs_exist_ok=True)
    return Path(shutil.copy(path, folder))


def executed(notebook: outputs.NotebookNode, folder: Path, log: Path, kernel: str = "java") -> list[str]:
    """The cell that failed, if one did; Ctrl-C ends all that is going on, not this notebook alone."""
    try:
        execute(notebook, folder, log, kernel=kernel)
    except Interrupted:
        raise KeyboardInterrupt from None
    except CellFailed as failure:
        return [str(failure)]
    return []
