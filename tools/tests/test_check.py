"""`lab.py check` on what docs/exchange.md says of it: NumPy writes the file, and the exit status is the verdict."""
import json
import re
import subprocess
import sys
import unittest
from argparse import ArgumentParser
from unittest import mock

from tools import build, check, machine
from tools.console import ROOT
from tools.tests.machines import ScratchTest

PAGE = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
SNIPPET = re.search(r"```python\n(.*?)```", PAGE, re.S)[1]
REPORT = re.search(r"```text\n(.*?)```", PAGE, re.S)[1]


class OnFiles(ScratchTest):
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
        # How narrow an error bar is may differ with the machine.
        self.assertEqual([line.split("±")[0] for line in told], [line.split("±")[0] for line in REPORT.splitlines()])
        report = json.loads((self.scratch / "report.json").read_text(encoding="utf-8"))
        wrong = {block["quantity"] for block in report["blocks"] if block["verdict"] == "WRONG"}
        self.assertEqual((report["passed"], wrong), (False, {"dW[1]", "db[1]"}))
        self.assertIn("dW[1]", (self.scratch / "report.html").read_text(encoding="utf-8"))

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
