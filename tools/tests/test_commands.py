"""lab.py itself, what `test` counts, and when the library is built."""
import contextlib
import io
import os
import re
import unittest
from pathlib import Path
from unittest import mock

import lab
from tools import build, derivations, machine, proof, publish
from tools.console import ROOT
from tools.tests.machines import ScratchTest, program


class EntryPoint(unittest.TestCase):
    def call(self, *arguments: str) -> tuple[int, str]:
        with mock.patch("sys.argv", ["lab.py", *arguments]), contextlib.redirect_stderr(io.StringIO()) as told:
            return lab.main(), told.getvalue()

    def test_it_only_dispatches(self):
        self.assertLessEqual(len((ROOT / "lab.py").read_text(encoding="utf-8").splitlines()), 60)

    def test_ctrl_c(self):
        with mock.patch.object(publish, "main", side_effect=KeyboardInterrupt):
            self.assertEqual(self.call("run"), (2, "\nStopped.\n"))

    def test_a_notebook_that_is_not_there(self):
        code, told = self.call("run", "nowhere.ipynb")
        self.assertEqual(code, 2)
        self.assertIn(f"There is no notebook {Path('nowhere.ipynb').resolve()}.", told)


    def test_a_result_without_a_folder(self):
        with mock.patch.object(derivations.build, "ensure"):
            code, told = self.call("verify", "gist", "--json", "nowhere/result.json")
        self.assertEqual(code, 2)
        self.assertIn(f"There is no folder {Path('nowhere').resolve()} for the result.", told)

    def test_verify_knows_the_derivations(self):
        source = (ROOT / "lib/derivation/src/main/java/backstep/derivation/catalogue/Derivations.java").read_text(encoding="utf-8")
        names = re.search(r"return List\.of\(([A-Z_, ]+)\)", source)[1].split(", ")
        self.assertEqual(derivations.NAMES, [name.lower().replace("_", "") for name in names])


class Counting(unittest.TestCase):
    def test_last_line(self):
        self.assertEqual(str(proof.Count(3, 1) + proof.Count(2)), "5 passed, 1 failed")
        self.assertEqual(str(proof.Count(3) + proof.Count(skipped=1)), "3 passed, 0 failed, 1 skipped")

    def test_without_a_browser(self):
        with mock.patch.object(machine, "find_browser", return_value=None), contextlib.redirect_stdout(io.StringIO()) as told:
            self.assertEqual(proof.browser(), proof.Count(skipped=1))
        self.assertIn(machine.install("browser"), told.getvalue())


class Library(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        java = [f"lib/core/src/{name}" for name in ("main/java/A.java", "main/java/B.java", "test/T.java")]
        for name in ("pom.xml", "lib/core/pom.xml", *java):
            program(self.scratch / name, "")
        target = self.scratch / "lib/notebook/target"
        (target / "dependency").mkdir(parents=True)
        for patch in (mock.patch.object(build, "ROOT", self.scratch), mock.patch.object(build, "TARGET", target)):
            patch.start()
            self.addCleanup(patch.stop)
        for path in self.scratch.rglob("*"):
            os.utime(path, (1000, 1000))
        self.jar = program(target / "backstep-notebook-0.1.0.jar", "")
        os.utime(self.jar, (2000, 2000))

    def test_built_once(self):
        self.assertTrue(build.up_to_date())
        with mock.patch.object(build, "maven", side_effect=AssertionError("Maven is called")):
            build.ensure(machine.Jdk(Path("java"), Path("/jdk"), "17"))

    def test_a_changed_source_or_pom(self):
        for name in ("lib/core/src/main/java/A.java", "lib/core/pom.xml", "pom.xml"):
            os.utime(self.scratch / name, (3000, 3000))
            self.assertFalse(build.up_to_date(), name)
            os.utime(self.scratch / name, (1000, 1000))

    def test_a_removed_source(self):
        (self.scratch / "lib/core/src/main/java/B.java").unlink()
        self.assertFalse(build.up_to_date())

    def test_a_changed_test_does_not_matter(self):
        os.utime(self.scratch / "lib/core/src/test/T.java")
        self.assertTrue(build.up_to_date())

    def test_which_maven(self):
        jdk = machine.Jdk(Path("java"), Path("/jdk"), "17")
        for version, expected in (("3.8.0", "mvnw"), ("3.8.1", "mvn"), ("3.9.16", "mvn"), ("4.0.0", "mvn")):
            program(self.scratch / "bin/mvn", f"#!/bin/sh\necho 'Apache Maven {version} (x)'\n")
            with mock.patch.dict("os.environ", PATH=str(self.scratch / "bin")):
                self.assertEqual(Path(machine.find_maven(jdk)[-1]).name, expected, version)
