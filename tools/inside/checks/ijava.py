"""Notebooks on the second kernel, IJava, where one is installed: the same cells, the same outputs.

The installed kernelspec stays as it is: a copy of it below target/ gets our class path and the call that IJava needs.
"""
import json
import os
import re
from pathlib import Path
from unittest import mock

from jupyter_core.paths import jupyter_path

from tools import build, machine
from tools.console import ROOT
from tools.inside import outputs
from tools.inside.checks.compare import copied, executed

NAME = "ijava-with-backstep"
TARGET = ROOT / "target/ijava"
JAR = re.compile(r"(^|[/\\])ijava[^/\\]*\.jar$")
ABSENT = "IJava is not installed (conda-forge has it, as `ijava`): nothing is run on it, and nothing is counted"
START = "backstep.notebook.Notebook.start();"


def installed() -> Path | None:
    """The folder of an IJava kernel, whatever its name: on Jupyter's search path or in the active conda environment."""
    conda = os.environ.get("CONDA_PREFIX")
    places = [*jupyter_path("kernels"), *([f"{conda}/share/jupyter/kernels"] if conda else [])]
    specifications = (path for place in places for path in sorted(Path(place).glob("*/kernel.json")))
    return next((path.parent for path in specifications if any(JAR.search(word) for word in _argv(path))), None)


def _argv(specification: Path) -> list[str]:
    try:
        return [str(word) for word in json.loads(specification.read_text(encoding="utf-8"))["argv"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # somebody else's kernel, and broken: Jupyter passes over it as well


def prepare(kernel: Path, java: str, class_path: str) -> None:
    """A kernel of our own from the installed one: this JDK, our jars, our call in the start-up script, nothing else."""
    specification = json.loads((kernel / "kernel.json").read_text(encoding="utf-8"))
    argv = [word.replace("{resource_dir}", str(kernel)) for word in specification["argv"]]
    specification["argv"] = [java, *argv[1:]]
    ours = {"IJAVA_CLASSPATH": class_path, "IJAVA_STARTUP_SCRIPT": START}
    specification["env"] = {**specification.get("env", {}), **ours}
    copy = TARGET / "kernels" / NAME / "kernel.json"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(json.dumps(specification, indent=2), encoding="utf-8")


def faults(path: Path) -> list[str]:
    """Where the outputs of the installed IJava are not the committed ones of JJava.

    The last line of a notebook tells which kernel ran it.
    """
    prepare(installed(), str(machine.find_jdk().java), os.pathsep.join(map(str, build.class_path())))
    duplicate = copied(path, TARGET)
    committed, notebook = outputs.read(duplicate), outputs.read(duplicate)
    with mock.patch.dict("os.environ", JUPYTER_PATH=str(TARGET)):
        found = executed(notebook, TARGET, ROOT / "target/ijava.log", kernel=NAME)
    if found:
        return found
    outputs.normalise(notebook)
    duplicate.write_text(outputs.text(notebook), encoding="utf-8", newline="\n")
    named = sum(_rename(output) for cell in outputs.code_cells(notebook) for output in cell.outputs)
    return outputs.differences(committed, notebook) + ([] if named else ["no output tells that IJava ran it"])


def _rename(output: dict) -> bool:
    """Let the provenance name JJava, as the committed one does; was it IJava?"""
    line = output.get("data", {}).get("text/plain", "")
    if "· IJava ·" not in line:
        return False
    output["data"]["text/plain"] = line.replace("· IJava ·", "· JJava ·")
    return True
