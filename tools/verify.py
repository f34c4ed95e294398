"""`python3 lab.py verify`: every equation of the five derivations beside its estimate, every claim and erratum decided."""
import os
import subprocess
from argparse import Namespace
from pathlib import Path

from tools import build, kernel, start

NAMES = ["efavdb", "ufldl", "gist", "twolayer", "general"]


def main(options: Namespace) -> int:
    jdk = start.find_jdk()
    build.ensure(jdk)
    words = [options.derivation] * bool(options.derivation) + (["--json", str(Path(options.json).resolve())] if options.json else [])
    class_path = os.pathsep.join(map(str, build.class_path()))
    return subprocess.run([str(jdk.java), *kernel.JVM_OPTIONS, "-cp", class_path, "backstep.notebook.Main", "verify", *words]).returncode
