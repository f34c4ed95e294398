"""`python3 lab.py verify`: every equation of the derivations beside its estimate, every claim and erratum decided."""
from argparse import Namespace
from pathlib import Path

from tools import build, machine, start
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
    return build.java(jdk, *words).returncode
