"""Does nbconvert take a notebook, with nothing of ours: as a page, as Markdown, as LaTeX? Does the file stay small?"""
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypandoc
from nbconvert import HTMLExporter, LatexExporter, MarkdownExporter
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from tools.inside import outputs
from tools.inside.outputs import PICTURE

LARGEST = 1_000_000  # bytes of a notebook
SECONDS = 300  # for its PDF


def pictures_in_page(notebook: NotebookNode, text: str, _: dict) -> list[str]:
    shown, expected = len(re.findall(r'<img[^>]* src="data:image/png', text, re.DOTALL)), _pictures(notebook)
    return [] if shown == expected else [f"{shown} of {expected} figures show their picture"]


def pictures_in_files(notebook: NotebookNode, _: str, files: dict) -> list[str]:
    found, expected = sum(name.endswith(".png") for name in files), _pictures(notebook)
    return [] if found == expected else [f"{found} of {expected} figures show their picture"]


def pictures_and_pdf(notebook: NotebookNode, text: str, files: dict) -> list[str]:
    return pictures_in_files(notebook, text, files) + pdf_faults(text, files)


FORMATS: dict[str, tuple[type[Exporter], Callable[[NotebookNode, str, dict], list[str]]]] = {
    "HTML": (HTMLExporter, pictures_in_page),
    "Markdown": (MarkdownExporter, pictures_in_files),
    "LaTeX": (LatexExporter, pictures_and_pdf),
}


def faults(path: Path) -> list[str]:
    """What is wrong with this notebook for nbconvert as it comes."""
    size = path.stat().st_size
    found = [f"it has {size} bytes: more than {LARGEST}"] if size > LARGEST else []
    for name, (exporter, look) in FORMATS.items():
        notebook = outputs.read(path)
        try:
            text, resources = exporter().from_notebook_node(notebook)
            found += [f"{name}: {fault}" for fault in look(notebook, text, resources.get("outputs", {}))]
        except Exception as refusal:  # whatever it is, it has ended the export
            found.append(f"{name}: {type(refusal).__name__}: {refusal}"[:300])
    return found


def pdf_faults(text: str, files: dict) -> list[str]:
    """What XeLaTeX stops at; it is tried only where it is installed.

    nbconvert runs it without stopping, and loses what follows an error in a formula.
    """
    program = shutil.which("xelatex")
    if not program:
        return []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        Path(folder, "notebook.tex").write_text(text, encoding="utf-8")
        done = subprocess.run([program, "-interaction=nonstopmode", "notebook.tex"], cwd=folder, timeout=SECONDS,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8", errors="replace")
        errors = [line for line in done.stdout.splitlines() if line.startswith("!")]
        return errors if Path(folder, "notebook.pdf").exists() else [*errors, "no PDF"]


def _pictures(notebook: NotebookNode) -> int:
    return sum(PICTURE in output.get("data", {}) for cell in outputs.code_cells(notebook) for output in cell.outputs)


def use_pandoc() -> None:
    """nbconvert looks for pandoc on the PATH; ours came with requirements-dev.txt."""
    os.environ["PATH"] += os.pathsep + str(Path(pypandoc.get_pandoc_path()).parent)
