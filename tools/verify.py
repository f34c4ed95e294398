"""`python3 lab.py verify`: every equation of the five derivations beside its estimate, every claim and erratum decided."""
import os
import subprocess
from argparse import Namespace
from pathlib import Path

from tools import build, kernel, machine, start
from tools.console import Problem, quoted

NAMES = ["efavdb", "ufldl", "gist", "twolayer", "general"]


def main(options: Namespace) -> int:
    jdk = start.find_jdk()
    build.ensure(jdk)
    words = ["verify", *filter(None, [options.derivation])]
    if options.json:
        file = Path(options.json).resolve()
        if not file.parent.is_dir():
            raise Problem(f"There is no folder {file.parent} for the result.", quoted("mkdir", "-p", file.parent))
        machine.check_writable(file.parent)
        words += ["--json", str(file)]
    class_path = os.pathsep.join(map(str, build.class_path()))
    return subprocess.run([str(jdk.java), *kernel.LIBRARY_OPTIONS, "-cp", class_path, "backstep.notebook.Main", *words]).returncode
