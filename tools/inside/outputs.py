"""When two runs of a notebook count as the same, and how a notebook is written so that the same run gives the same
file.
"""
import copy
import difflib
import hashlib
import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

FIGURE, PICTURE = "application/vnd.plotly.v1+json", "image/png"
VARIES = "varies"            # the tag of cells whose outputs differ from run to run
MADE_BY = "output_of_sha256"  # in such a cell's metadata: the source that its kept output belongs to
DIGITS = 6


def read(path: Path) -> NotebookNode:
    """The notebook at this path, each cell with an id: a new cell gets one that depends on its place and source only.
    """
    raw = json.loads(path.read_text(encoding="utf-8"))
    for number, cell in enumerate(raw["cells"]):
        if "id" not in cell:
            cell["id"] = sha256(f"{number} {''.join(cell['source'])}")[:8]
    raw["nbformat_minor"] = max(5, raw["nbformat_minor"])
    return nbformat.reads(json.dumps(raw), as_version=4)


def text(notebook: NotebookNode) -> str:
    """The file's content: sorted keys, one final newline."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def normalise(notebook: NotebookNode) -> None:
    """Drop what tells of the run instead of the result: times, versions, digits beyond the sixth in figures."""
    notebook.metadata["kernelspec"] = {"display_name": "Java", "language": "java", "name": "java"}
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in code_cells(notebook):
        cell.metadata.pop("execution", None)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
            if FIGURE in output.get("data", {}):
                output.data[FIGURE] = rounded(output.data[FIGURE])


def rounded(value: Any) -> Any:
    """A whole number is written without a point, as JupyterLab does when it saves."""
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [rounded(entry) for entry in value]
    if isinstance(value, float):
        value = float(f"{value:.{DIGITS}g}")
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


def keep_varying(notebook: NotebookNode, committed: NotebookNode, *, renew: bool = False) -> None:
    """Cells tagged `varies` take their committed output back, unless their source has changed."""
    for cell, before in zip(code_cells(notebook), code_cells(committed)):
        if VARIES in cell.metadata.get("tags", []):
            source = sha256(cell.source)
            if before.metadata.get(MADE_BY) == source and not renew:
                cell.outputs = copy.deepcopy(before.outputs)
                for output in cell.outputs:
                    if "execution_count" in output:  # the cell may have moved up or down since
                        output.execution_count = cell.execution_count
            cell.metadata[MADE_BY] = source


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def figures(notebook: NotebookNode) -> list[NotebookNode]:
    """The outputs that hold a figure."""
    return [output for cell in code_cells(notebook) for output in cell.outputs if FIGURE in output.get("data", {})]


def fingerprint(figure: dict) -> str:
    """What a picture is remembered by."""
    return sha256(json.dumps(rounded(figure), sort_keys=True, ensure_ascii=False))


def pictured(output: NotebookNode) -> bool:
    """Has this figure a picture, and is it one of this figure?"""
    return PICTURE in output.data and output.metadata.get(FIGURE, {}).get("sha256") == fingerprint(output.data[FIGURE])


def differences(committed: NotebookNode, fresh: NotebookNode) -> list[str]:
    """Per code cell what was committed (-) and what comes out now (+); pictures are not compared, their figures are."""
    found = []
    for number, (before, now) in enumerate(zip(code_cells(committed), code_cells(fresh)), 1):
        if VARIES not in now.metadata.get("tags", []) and (lines := _diff(before, now)):
            found.append(f"cell {number} (- committed, + now):\n" + "\n".join(f"    {line[:160]}" for line in lines))
    return found


def _diff(before: NotebookNode, now: NotebookNode, longest: int = 24) -> list[str]:
    unified = difflib.unified_diff(_lines(before), _lines(now), lineterm="", n=1)
    lines = [line for line in unified if not line.startswith(("---", "+++", "@@"))]
    return lines if len(lines) <= longest else [*lines[:longest], f"… and {len(lines) - longest} more lines"]


def _lines(cell: NotebookNode) -> list[str]:
    lines = [f"execution_count {cell.execution_count}"]
    for output in cell.outputs:
        shown = {"stream " + output.name: output.text} if output.output_type == "stream" else output.get("data", {})
        for kind in sorted(shown.keys() - {PICTURE}):
            content = shown[kind]
            text = content if isinstance(content, str) else json.dumps(content, indent=1, sort_keys=True)
            lines += [kind, *text.splitlines()]
    return lines
