"""lab.py itself, what `test` does and counts, and when the library is built."""
import contextlib
import io
import os
import re
import unittest
from pathlib import Path
from unittest import mock

import lab
from tools import book, build, derivations, environment, kernel, machine, proof, publish, reports
from tools.console import ROOT
from tools.reports import Count
from tools.tests.machines import ScratchTest, program


class EntryPoint(unittest.TestCase):
    def call(self, *arguments: str) -> tuple[int, str]:
        with mock.patch("sys.argv", ["lab.py", *arguments]), contextlib.redirect_stderr(io.StringIO()) as told:
            return lab.main(), told.getvalue()

    def test_it_only_dispatches(self):
        self.assertLessEqual(len((ROOT / "lab.py").read_text(encoding="utf-8").splitlines()), 61)

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
        source = (ROOT / "lib/derivation/src/main/java/backstep/derivation/catalogue/Derivations.java").read_text(
            encoding="utf-8")
        names = re.search(r"return List\.of\(([A-Z_, ]+)\)", source)[1].split(", ")
        self.assertEqual(derivations.NAMES, [name.lower().replace("_", "") for name in names])


class Counting(ScratchTest):
    def report(self, name: str, tests: str) -> Path:
        """As Surefire writes it, or pytest with one element more around it."""
        return program(self.scratch / name, f'<testsuites><testsuite tests="7">{tests}</testsuite></testsuites>')

    def test_last_line(self):
        self.assertEqual(str(Count(3, 1) + Count(2)), "5 passed, 1 failed")
        self.assertEqual(str(Count(3) + Count(skipped=1)), "3 passed, 0 failed, 1 skipped")

    def test_each_test_by_what_became_of_it(self):
        first = self.report("a.xml", '<testcase name="a"/><testcase name="b"><system-out>words</system-out></testcase>')
        second = self.report("b.xml", '<testcase name="c"><failure>1 is not 2</failure><failure/></testcase>'
                             '<testcase name="d"><error/></testcase><testcase name="e"><skipped/></testcase>')
        self.assertEqual(reports.counted([first, second], 1), Count(2, 2, 1))
        self.assertEqual(reports.counted([first], 0), Count(2))

    def test_ending_badly_without_a_failed_test_is_a_failure(self):
        self.assertEqual(reports.counted([self.report("a.xml", '<testcase name="a"/>')], 1), Count(1, 1))
        self.assertEqual(reports.counted([], 4), Count(failed=1))

    def test_the_real_ones_of_pytest(self):
        program(self.scratch / "test_a.py", "import pytest\n\ndef test_good(): pass\n\ndef test_bad(): assert 0\n\n"
                "@pytest.mark.skip\ndef test_ugly(): pass\n\ndef test_worse(nothing): pass\n")
        report = self.scratch / "a.xml"
        done = environment.python("-m", "pytest", "-q", self.scratch, f"--junitxml={report}", capture=True)
        self.assertEqual(reports.counted([report], done.returncode), Count(1, 2, 1))

    def test_what_failed_is_told_whether_a_test_or_a_goal(self):
        log = ("[INFO] Building\n[ERROR] FooTest.bar:7 expected: <1>\n[ERROR] \n"
               "[ERROR] Failed to execute goal spotless:check: Step '120 columns' found problem in 'A.java':\n"
               "[ERROR] A.java:L2 120 columns(x)\n[ERROR] -> [Help 1]\n[ERROR] For more information, read on\n")
        self.assertEqual([line.split()[1] for line in proof._errors(log)], ["FooTest.bar:7", "Failed", "A.java:L2"])

    def test_without_a_browser(self):
        """Skipped, with the words that mend it."""
        with mock.patch.dict("os.environ", PATH="", BROWSER_PATH=""):
            tests = proof.CHECKS / "test_book.py"
            told = environment.python("-m", "pytest", "-rs", tests, "-k", "sheet_prints", capture=True).stdout
        self.assertRegex(told, r"(?m)^=+ 1 skipped, ")
        self.assertIn("there is no Chromium or Chrome. This installs one: ", " ".join(told.split()))


class Proving(unittest.TestCase):
    def proved(self, *arguments: str) -> list[str]:
        """What is called, none of it for real."""
        done = []
        with contextlib.ExitStack() as stack, contextlib.redirect_stdout(io.StringIO()):
            for patch in (
                mock.patch.object(environment, "ensure"), mock.patch.object(build, "ensure"),
                mock.patch.object(kernel, "install"), mock.patch.object(kernel, "check_not_shadowed"),
                mock.patch.object(book, "write", lambda _: done.append("site") or 0),
                mock.patch.object(proof, "library", lambda _, *more: done.extend(("library", *more)) or Count(1)),
                mock.patch.object(proof, "pytest", lambda name, *_: done.append(name) or Count(1)),
                mock.patch("sys.argv", ["lab.py", "test", *arguments]),
            ):
                stack.enter_context(patch)
            self.assertEqual(lab.main(), 0)
        return done

    def test_everything(self):
        self.assertEqual(self.proved(), ["library", "notebooks", "tools", "exports", "browser", "site", "browser-site"])

    def test_what_differs_between_two_jdks(self):
        self.assertEqual(self.proved("--java-only"), ["library", "notebooks"])

    def test_long(self):
        self.assertEqual(self.proved("--java-only", "--long"), ["library", "-Dbackstep.networks=100000", "notebooks"])


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
