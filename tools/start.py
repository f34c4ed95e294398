"""`python3 lab.py`: everything that is still missing, then JupyterLab on the notebooks."""
import os
import subprocess
import sys
from argparse import Namespace

from tools import build, environment, kernel, machine
from tools.console import ROOT, say

NOTEBOOKS = ROOT / "notebooks"


def find_jdk() -> machine.Jdk:
    """Find the JDK, and say what was found."""
    jdk = machine.find_jdk()
    say(f"JDK {jdk.version} ({jdk.home}), Python {sys.version.split()[0]} ({sys.executable})")
    return jdk


def prepare(*, developer: bool = False) -> machine.Jdk:
    """What every command needs before it can start a kernel: .venv, the library, the kernelspec."""
    jdk = find_jdk()
    environment.ensure(developer=developer)
    build.ensure(jdk)
    kernel.install(environment.VENV, jdk)
    kernel.check_not_shadowed()
    return jdk


def main(options: Namespace) -> int:
    prepare()
    first = NOTEBOOKS / "00-start-here.ipynb"
    command = ["-m", "jupyterlab", str(first if first.exists() else NOTEBOOKS)]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    if options.no_browser:
        command.append("--no-browser")
    if options.port:
        command += ["--port", str(options.port)]
    say("Opening JupyterLab on notebooks/, kernel java (Ctrl-C here ends it)")
    if os.name == "posix":
        os.chdir(ROOT)
        # signals then reach JupyterLab, which ends its kernels
        os.execv(environment.PYTHON, [str(environment.PYTHON), *command])
    return subprocess.run([str(environment.PYTHON), *command], cwd=ROOT).returncode
