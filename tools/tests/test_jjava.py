"""The JJava that is compiled against and the one that runs are one release, or a note beside each number names both.

What touches JJava compiles against the one that runs as well.
"""
import os
import re
import subprocess
import unittest

from tools import build, environment, kernel, machine
from tools.console import ROOT
from tools.tests.machines import ScratchTest

POM, REQUIREMENTS = ROOT / "pom.xml", ROOT / "binder/requirements.txt"
COMPILED = re.compile(r"(?:<!--((?:(?!-->).)*)-->\s*)?<jjava\.version>(.+?)</jjava\.version>", re.DOTALL)
RUNS = re.compile(r"^(?:# (.*)\n)?jjava==(.+)$", re.MULTILINE)


def faults(pom: str, requirements: str) -> list[str]:
    """What no longer fits: two releases without the notes that say why, or notes about other releases."""
    (why_compiled, compiled), (why_runs, runs) = COMPILED.search(pom).groups(), RUNS.search(requirements).groups()
    runs = runs.replace("1.0a", "1.0-a")  # PyPI's way of writing it
    if compiled == runs:
        return []
    return [f"{place}: no note beside JJava {number} that names {compiled} and {runs}"
            for place, number, note in (("pom.xml", compiled, why_compiled), (REQUIREMENTS.name, runs, why_runs))
            if sorted(re.findall(r"\b1\.0-a\d+", note or "")) != sorted([compiled, runs])]


class TwoReleases(unittest.TestCase):
    pom, requirements = POM.read_text(encoding="utf-8"), REQUIREMENTS.read_text(encoding="utf-8")

    def test_each_number_stands_beside_the_reason(self):
        self.assertEqual(faults(self.pom, self.requirements), [])

    def test_planted(self):
        newer = "pom.xml: no note beside JJava 1.0-a6 that names 1.0-a6 and 1.0-a9"
        for pom, requirements, found in (
            (self.pom, self.requirements.replace("jjava==1.0a8", "jjava==1.0a9"), newer),
            (self.pom.replace("n>1.0-a6<", "n>1.0-a7<"), self.requirements, "that names 1.0-a7 and 1.0-a8"),
            (COMPILED.sub(r"<jjava.version>\2</jjava.version>", self.pom), self.requirements, "pom.xml: no note"),
            (self.pom, RUNS.sub(r"jjava==\2", self.requirements), "requirements.txt: no note"),
        ):
            with self.subTest(found):
                self.assertIn(found, "\n".join(faults(pom, requirements)))

    def test_the_same_release_needs_no_note(self):
        self.assertEqual(faults("<jjava.version>1.0-a8</jjava.version>", "jjava==1.0a8\n"), [])


class TheOneThatRuns(ScratchTest):
    """The classes that name JJava, compiled against the jar in the kernel's folder."""

    def compiled(self, *jars) -> subprocess.CompletedProcess:
        sources = sorted(ROOT.glob("lib/notebook/src/main/java/**/JJava*.java"))
        self.assertGreaterEqual(len(sources), 2)
        javac = machine.find_jdk().home / "bin/javac"
        options = ["-J-Duser.language=en", "-proc:none", "-d", self.scratch, "-cp", os.pathsep.join(map(str, jars))]
        return subprocess.run([*map(str, [javac, *options, *sources])], capture_output=True, text=True)

    def test_our_extension_compiles_against_it(self):
        done = self.compiled(kernel.folder(environment.VENV) / "jjava.jar", *build.class_path())
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_planted(self):
        done = self.compiled(*build.class_path())
        self.assertIn("package org.dflib.jjava.jupyter does not exist", done.stderr)
