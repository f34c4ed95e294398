"""What JupyterLab needs to know of us: the kernel named `java`, and settings for a start without questions.

The kernel is JJava, started as one JVM with our library on its class path. Its name stays `java`, so that the notebooks
also open where only a stock Java kernel is installed. Everything is written below a prefix: .venv here, the image's
Python on Binder.
"""
import json
import os
import sys
from pathlib import Path

from tools import build, environment, machine
from tools.console import Problem, say

# Matrices are made anew at each step and die at once: see docs/decisions/memory-of-the-kernel.md.
MEMORY = ["-Xmx1g", "-Xmn24m", "-XX:+UseSerialGC"]
JVM_OPTIONS = [
    "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
    "--add-modules", "jdk.incubator.vector",
    "-ea", *MEMORY, "-XX:+ExitOnOutOfMemoryError",
    *build.LIBRARY_OPTIONS,
]
QUIET_START = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def folder(prefix: Path) -> Path:
    return prefix / "share/jupyter/kernels/java"


def install(prefix: Path, jdk: machine.Jdk) -> None:
    """Write the kernelspec and JupyterLab's settings, where they differ from what is there."""
    jars = [folder(prefix) / "jjava.jar", *build.class_path()]
    specification = {
        "argv": [str(jdk.java), *JVM_OPTIONS, "-cp", os.pathsep.join(map(str, jars)), "org.dflib.jjava.distro.JJava",
                 "{connection_file}"],
        "display_name": "Java",
        "language": "java",
        "interrupt_mode": "message",
        "metadata": {},
    }
    if _write(folder(prefix) / "kernel.json", specification):
        say(f"Installed the kernel java ({folder(prefix)})")
    _write(prefix / "share/jupyter/lab/settings/overrides.json", QUIET_START)


def _write(path: Path, value: dict) -> bool:
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    machine.check_writable(path.parent)
    path.write_text(text, encoding="utf-8")
    return True


def check_not_shadowed() -> None:
    """Ask Jupyter itself which `java` it would start: its search order depends on variables of the reader's shell."""
    question = "from jupyter_client.kernelspec import find_kernel_specs as f; print(f().get('java', ''))"
    answer = environment.python("-c", question, capture=True).stdout.strip()
    ours = folder(environment.VENV)
    if answer and Path(answer).resolve() == ours.resolve():
        return
    if not answer:
        raise Problem(f"Jupyter finds no kernel named java, not even ours in {ours}.", "python3 lab.py")
    raise Problem(f"Another kernel named java comes first: {answer} shadows ours in {ours}.", _without_shadow())


def _without_shadow() -> str:
    """The variables decide, or else who owns .venv; nobody's kernel has to be deleted."""
    culprits = [name for name in ("JUPYTER_PATH", "JUPYTER_PREFER_ENV_PATH") if os.environ.get(name)]
    if os.name == "nt":
        return " & ".join([*(f"set {name}=" for name in culprits), "python lab.py"])
    return " ".join(["env", *([f"-u {name}" for name in culprits] or ["JUPYTER_PREFER_ENV_PATH=1"]), "python3 lab.py"])


if __name__ == "__main__":  # binder/postBuild: python3 -m tools.kernel PREFIX
    try:
        jdk_found = machine.find_jdk()
        build.ensure(jdk_found)
        install(Path(sys.argv[1]), jdk_found)
    except Problem as problem:
        sys.exit(str(problem))
