"""Running a notebook in the real kernel, cell by cell, until one fails."""
import re
import subprocess
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode

SECONDS_PER_CELL = 600
KERNEL_FRAME = re.compile(r"^\s*at .*$|^\s*\.\.\. \d+ more$")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class CellFailed(Exception):
    """The first cell that failed: its number, its source and what the kernel said."""


class Interrupted(CellFailed):
    """Not a cell that failed: somebody pressed Ctrl-C."""


def execute(notebook: NotebookNode, folder: Path, log: Path, kernel: str = "java") -> None:
    """Fill in the outputs, with `folder` as the kernel's current folder. What the JVM itself prints goes to the log."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:  # what was committed would look as if it had run
        cell.outputs, cell.execution_count = [], None
    client = NotebookClient(notebook, kernel_name=kernel, timeout=SECONDS_PER_CELL, coalesce_streams=True,
                            record_timing=False,
                            shutdown_kernel="immediate", resources={"metadata": {"path": str(folder)}})
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as jvm:
        try:
            client.execute(stdout=jvm, stderr=subprocess.STDOUT)
        except (CellExecutionError, CellTimeoutError, RuntimeError) as failure:  # the last: the kernel died
            number = next(
                (n for n, cell in reversed(list(enumerate(code, 1))) if cell.execution_count or cell.outputs), 1)
            raise CellFailed(_report(number, code[number - 1], failure, log)) from None
        except AssertionError:  # nbclient ends its kernel at Ctrl-C, then trips over its absence
            raise Interrupted("interrupted") from None


def _report(number: int, cell: NotebookNode, failure: Exception, log: Path) -> str:
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if errors:
        message = "\n".join(_message(errors[0]))
    elif isinstance(failure, CellTimeoutError):
        message = f"It did not end within {SECONDS_PER_CELL} seconds."
    else:
        said = log.read_text(encoding="utf-8")[-800:]
        message = f"The kernel died (out of memory, or System.exit?). Its last words ({log}):\n{said}"
    source = "\n".join(f"    {line}" for line in cell.source.splitlines())
    return f"cell {number} failed:\n{source}\n{message}"


def _message(error: NotebookNode) -> list[str]:
    """The kernel's message without its own stack frames: what is left concerns the cell."""
    lines = COLOUR.sub("", "\n".join(error.traceback)).splitlines()
    ours = [line for line in lines if line.strip() and not KERNEL_FRAME.match(line)]
    return ours or [f"{error.ename}: {error.evalue}"]
