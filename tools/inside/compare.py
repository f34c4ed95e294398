"""Execute a copy of a notebook below target/ and compare it with what is committed: the inner half of `lab.py test`."""
import shutil
import sys
from pathlib import Path

from tools.console import ROOT, say
from tools.inside import outputs, pictures
from tools.inside.execute import CellFailed, execute


def faults(path: Path) -> list[str]:
    """Why `lab.py run` would change this file; nothing if it would not."""
    duplicate = ROOT / "target" / path.relative_to(ROOT)
    duplicate.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, duplicate)
    committed, notebook = outputs.read(duplicate), outputs.read(duplicate)
    try:
        execute(notebook, duplicate.parent, ROOT / "target/kernel.log")
    except CellFailed as failure:
        return [str(failure)]
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
    return found


if __name__ == "__main__":
    notebook_path = Path(sys.argv[1])
    found_faults = faults(notebook_path)
    for fault in found_faults:
        say(f"  {fault}")
    if found_faults:
        say(f"  python3 lab.py run {notebook_path.relative_to(ROOT)} writes it anew")
    sys.exit(bool(found_faults))
