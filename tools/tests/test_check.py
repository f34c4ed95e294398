"""`lab.py check` on what docs/exchange.md and the README say of it, and on the files of notebook 05's exercise.

NumPy writes the files, and the exit status is the verdict.
"""
import json
import re
import shutil
import subprocess
import sys
import unittest
from argparse import ArgumentParser
from unittest import mock

import numpy as np

from tools import build, check, machine
from tools.console import ROOT
from tools.tests.machines import ScratchTest

PAGE = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = ROOT / "notebooks/data"


def block(page: str, language: str) -> str:
    """The first block of a page in this language."""
    return re.search(rf"```{language}\n(.*?)```", page, re.S)[1]


SNIPPET = block(PAGE, "python")


class FilesTest(ScratchTest):
    @classmethod
    def setUpClass(cls) -> None:
        build.ensure(machine.find_jdk())

    def write(self, snippet: str) -> None:
        subprocess.run([sys.executable, "-c", snippet], cwd=self.scratch, check=True)

    def check(self, *arguments: str) -> tuple[int, list[str]]:
        """Its exit status and what it prints, without the first line, which names the JDK."""
        done = subprocess.run([sys.executable, str(ROOT / "lab.py"), "check", *arguments], cwd=self.scratch,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding="utf-8")
        return done.returncode, done.stdout.splitlines()[1:]


class OnFiles(FilesTest):
    def test_the_snippet_is_short_and_right(self):
        self.assertLessEqual(len(SNIPPET.splitlines()), 10)
        self.write(SNIPPET)
        code, told = self.check("check.npz")
        self.assertEqual(code, 0, told)
        self.assertRegex(told[0], r"^check\.npz: dW\[1\], db\[1\], dW\[2\], db\[2\] of 2-4-1 \(tanh, sigmoid; ")
        self.assertIn("blocks right", "".join(told))

    def test_a_mistake_in_the_snippet_is_found(self):
        mistaken = SNIPPET.replace("(1 - A1 ** 2)", "(1 - A1)")
        self.assertNotEqual(mistaken, SNIPPET)
        self.write(mistaken)
        code, told = self.check("check.npz", "--json", "report.json", "--html", "report.html")
        self.assertEqual(code, 1, told)
        self.assert_report(told, PAGE)
        report = json.loads((self.scratch / "report.json").read_text(encoding="utf-8"))
        wrong = {block["quantity"] for block in report["blocks"] if block["verdict"] == "WRONG"}
        self.assertEqual((report["passed"], wrong), (False, {"dW[1]", "db[1]"}))
        self.assertIn("dW[1]", (self.scratch / "report.html").read_text(encoding="utf-8"))

    def test_the_readme_shows_what_its_snippet_gets(self):
        snippet = block(README, "python")
        self.assertLessEqual(len(snippet.splitlines()), 10)
        self.write(snippet)
        code, told = self.check("mine.npz")
        self.assertEqual(code, 1, told)
        self.assert_report(told, README)
        self.write(snippet.replace("(1 - A1)", "(1 - A1 ** 2)"))
        self.assertEqual(self.check("mine.npz")[0], 0)

    def assert_report(self, told: list[str], page: str) -> None:
        """The report on the page; how narrow an error bar is may differ with the machine."""
        self.assertEqual([line.split("±")[0] for line in told],
                         [line.split("±")[0] for line in block(page, "text").splitlines()])

    def test_what_the_page_says_of_the_json_is_in_it(self):
        self.write(SNIPPET)
        self.check("check.npz", "--json", "report.json")
        report = json.loads((self.scratch / "report.json").read_text(encoding="utf-8"))
        section = PAGE.split("## The result as JSON")[1]
        said = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", section, re.M)))
        self.assertEqual(sorted([*report, "entries"]), sorted(said))
        self.assertEqual(set(report["blocks"][0]) | set(report["blocks"][0]["entries"][0]),
                         set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| `(?:blocks|entries)` \|(.*)\|$", section,
                                                                         re.M)))) - {"OK", "WRONG", "KINK"})

    def test_what_cannot_be_read_is_one_sentence(self):
        self.write("import pickle\nopen('check.npz', 'wb').write(pickle.dumps({'W1': 1}))")
        for name, sentence in (("check.npz", "is a pickle"), ("none.npz", "there is no such file")):
            code, told = self.check(name)
            self.assertEqual((code, len(told)), (2, 1), told)
            self.assertIn(f"{name}: {sentence}", told[0])


class Exercise(FilesTest):
    """Notebook 05's files are what their script writes, and the check finds in them what its solution says."""

    def test_the_script_writes_the_files(self):
        shutil.copy(DATA / "computed_elsewhere.py", self.scratch)
        subprocess.run([sys.executable, "computed_elsewhere.py"], cwd=self.scratch, check=True)
        names = sorted(path.name for path in DATA.glob("*.npz"))
        self.assertEqual(names, sorted(path.name for path in self.scratch.glob("*.npz")))
        for name in names:
            ours, theirs = np.load(DATA / name), np.load(self.scratch / name)
            self.assertEqual(ours.files, theirs.files)
            for array in ours.files:
                with self.subTest(f"{array} of {name}"):
                    self.assertEqual(ours[array].dtype, theirs[array].dtype)
                    if ours[array].dtype.kind == "f":
                        np.testing.assert_allclose(ours[array], theirs[array], rtol=1e-5, atol=1e-6)
                    else:
                        self.assertEqual(ours[array].tolist(), theirs[array].tolist())

    def test_the_check_says_what_the_solution_says(self):
        for name, convention, found in (("first", "1/m in dZ", {}),
                                        ("second", "1/m in dW and db", {"BP1": ["BP1/last-over-m"]}),
                                        ("third", "1/m in dW and db", {"BP2": ["BP2/sum-not-mean"],
                                                                       "BP4": ["BP4/tanh-no-square"]})):
            with self.subTest(name):
                code, told = self.check(str(DATA / f"{name}.npz"), "--json", "report.json")
                self.assertEqual(code, 1 if found else 0, told)
                report = json.loads((self.scratch / "report.json").read_text(encoding="utf-8"))
                self.assertIn(convention, report["convention"])
                self.assertEqual({fault["equations"][0].split()[0]: [cause["mistake"] for cause in fault["causes"]]
                                  for fault in report["faults"]}, found)


class Words(unittest.TestCase):
    def parsed(self, *arguments: str) -> list[str]:
        """What the library's own command is called with."""
        parser = ArgumentParser()
        check.add_options(parser)
        with mock.patch.object(check.start, "find_jdk"), mock.patch.object(build, "ensure"), \
                mock.patch.object(build, "java") as java:
            java.return_value.returncode = 1
            self.assertEqual(check.main(parser.parse_args(arguments)), 1)
        self.assertEqual(java.call_args.kwargs, {"main": "backstep.exchange.Main"})
        return list(java.call_args.args[1:])

    def test_they_are_handed_on(self):
        self.assertEqual(self.parsed("a.npz"), ["a.npz"])
        self.assertEqual(self.parsed("--loss", "squared error", "a b.json", "--json", "c"),
                         ["a b.json", "--loss", "squared error", "--json", "c"])

    def test_the_options_are_those_of_the_library(self):
        source = (ROOT / "lib/exchange/src/main/java/backstep/exchange/Settings.java").read_text(encoding="utf-8")
        names = set(re.findall(r'static final String [A-Z0-9]+ = "(\w+)";', source))
        self.assertEqual(set(check.OPTIONS), names | {"html", "json"})
