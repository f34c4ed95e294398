"""Machines to test on: a copy of the project in a folder with a blank and an ü, and programs that only pretend."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tools.console import ROOT

ANSWERS = """#!/bin/sh
case "$*" in
  *--list-modules*) printf '{modules}' ;;
  *) printf '    java.home = /somewhere\\n    java.specification.version = {major}\\n' >&2
     printf '    java.version = {version}\\n' >&2 ;;
esac
"""


def fake_java(folder: Path, version: str = "17.0.9",
              modules: tuple[str, ...] = ("java.base", "jdk.compiler", "jdk.jshell")) -> Path:
    """A java that claims to be of this version, with these modules."""
    major = "1.8" if version.startswith("1.8") else version.split(".")[0]
    lines = "".join(f"{module}@{version}\\n" for module in modules)
    return program(folder / "java", ANSWERS.format(modules=lines, major=major, version=version))


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


class ScratchTest(unittest.TestCase):
    """A test with a folder of its own, and the variables of the shell as on a fresh machine."""

    def setUp(self) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="Bäck step ü "))
        self.addCleanup(shutil.rmtree, self.scratch)

    def clone(self) -> Path:
        """The project as somebody has just downloaded it, as far as lab.py looks."""
        clone = self.scratch / "clone"
        for name in ("tools", "binder"):
            shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "lab.py", clone)
        (clone / "notebooks").mkdir()
        return clone

    def lab(self, clone: Path, *arguments: str, path: Path | None = None, **variables: str) -> tuple[int, str]:
        """Run this clone's lab.py; with `path` as the only folder of the PATH. Returns its exit code and all that it
        prints.
        """
        unset = ("JAVA_HOME", "JUPYTER_PATH", "JUPYTER_PREFER_ENV_PATH")
        environment = {name: value for name, value in os.environ.items() if name not in unset} | variables
        if path is not None:
            environment["PATH"] = str(path)
        done = subprocess.run([sys.executable, str(clone / "lab.py"), *arguments], env=environment, cwd=self.scratch,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding="utf-8")
        self.assertNotIn("Traceback", done.stdout)
        return done.returncode, done.stdout

    def assert_all_commands_say(self, clone: Path, *expected: str, **where: object) -> None:
        """The doctor, and every command that cannot go on, say the same words."""
        for command in (["doctor"], [], ["run"], ["test"]):
            code, told = self.lab(clone, *command, **where)
            flat = " ".join(told.split())
            with self.subTest(command=command):
                self.assertEqual(code, 1 if command == ["doctor"] else 2, told)
                for words in expected:
                    self.assertIn(" ".join(words.split()), flat)
