"""binder/ holds together: what Binder's builder reads is there, fits, and is what lab.py installs."""
import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from tools import environment, machine
from tools.console import ROOT
from tools.tests.machines import ScratchTest, program

FILES = {"apt.txt", "postBuild", "requirements-dev.txt", "requirements.txt", "runtime.txt", "start"}
JDK = re.compile(r"openjdk-(\d+)-jdk(?:-headless)?")
PINNED = re.compile(r"([\w.-]+)==([\w.]+)(?: *;.*)?")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


def pins(path: Path) -> dict[str, str]:
    """Package → version, the last one where versions differ by Python."""
    return {match[1].lower(): match[2] for match in map(PINNED.fullmatch, lines(path)) if match}


def faults(binder: Path) -> list[str]:
    """Why repo2docker would build another image than the one that was tried."""
    found = [f"{name} is not there" for name in sorted(FILES - set(os.listdir(binder)))]
    found += [f"{name} would change what is built" for name in sorted(set(os.listdir(binder)) - FILES)]
    if found:
        return found
    jdks = [int(match[1]) for match in map(JDK.fullmatch, lines(binder / "apt.txt")) if match]
    if len(jdks) != 1 or jdks[0] < machine.OLDEST_JAVA:
        found.append("apt.txt does not install one JDK that is new enough")
    if not re.fullmatch(r"python-3\.1\d\n", (binder / "runtime.txt").read_text(encoding="utf-8")):
        found.append("runtime.txt does not name a Python 3.10 or newer")
    for name in ("requirements.txt", "requirements-dev.txt"):
        found += [f"{name}: {line} is not pinned" for line in lines(binder / name) if not PINNED.fullmatch(line)]
    twice = pins(binder / "requirements.txt").keys() & pins(binder / "requirements-dev.txt").keys()
    found += [f"{name} is in both lists of versions" for name in sorted(twice)]
    for name in ("postBuild", "start"):
        if not os.access(binder / name, os.X_OK):
            found.append(f"{name} is not executable")
        if not (binder / name).read_text(encoding="utf-8").startswith("#!/bin/bash\n"):
            found.append(f"{name} does not name its shell")
    return found


class Files(ScratchTest):
    def test_ours(self):
        self.assertEqual(faults(ROOT / "binder"), [])

    def test_planted(self):
        pinned = (ROOT / "binder/requirements.txt").read_text(encoding="utf-8")
        for name, content, fault in (
            ("apt.txt", "openjdk-21-jre-headless\n", "apt.txt does not install one JDK that is new enough"),
            ("apt.txt", "openjdk-11-jdk-headless\n", "apt.txt does not install one JDK that is new enough"),
            ("apt.txt", "# openjdk-21-jdk-headless\n", "apt.txt does not install one JDK that is new enough"),
            ("runtime.txt", "python-3.9\n", "runtime.txt does not name a Python 3.10 or newer"),
            ("requirements.txt", pinned.replace("nbclient==", "nbclient>="),
             "requirements.txt: nbclient>=0.11.0 is not pinned"),
            ("requirements.txt", pinned + "kaleido==1.4.0\n", "kaleido is in both lists of versions"),
            ("environment.yml", "dependencies: []\n", "environment.yml would change what is built"),
            ("start", 'exec "$@"\n', "start does not name its shell"),
        ):
            with self.subTest(fault):
                self.assertEqual(faults(self.changed(name, content)), [fault])
        self.binder.joinpath("postBuild").chmod(0o644)
        self.assertIn("postBuild is not executable", faults(self.binder))
        self.binder.joinpath("start").unlink()
        self.assertEqual(faults(self.binder), ["start is not there"])

    def changed(self, name: str, content: str) -> Path:
        self.binder = self.scratch / "binder"
        shutil.rmtree(self.binder, ignore_errors=True)
        shutil.copytree(ROOT / "binder", self.binder)
        (self.binder / name).write_text(content, encoding="utf-8")
        return self.binder

    def test_one_list_of_versions(self):
        """lab.py installs the very file that Binder installs, and what the README claims is in it."""
        self.assertEqual(environment.READER, ROOT / "binder/requirements.txt")
        told = re.search(r"Tested on JDK 17 and 25, Python ([\d.]+), JupyterLab ([\d.]+), JJava ([\w.-]+), plotly "
                         r"([\d.]+)", README)
        pinned = pins(environment.READER)
        self.assertEqual(list(told.groups()),
                         [lines(ROOT / "binder/runtime.txt")[0].removeprefix("python-"), pinned["jupyterlab"],
                                               pinned["jjava"].replace("1.0a", "1.0-a"), pinned["plotly"]])

    def test_the_pins_fit_each_other(self):
        done = environment.python("-m", "pip", "check", "--disable-pip-version-check", capture=True)
        self.assertEqual((done.returncode, done.stdout.strip()), (0, "No broken requirements found."))

    def test_nothing_older_of_binder_s_own_is_left(self):
        """Its base image has these before ours are installed; an old Notebook beside a new JupyterLab does not work."""
        self.assertLessEqual({"jupyterlab", "jupyter-server", "jupyterlab-server", "notebook", "notebook-shim",
                              "nbconvert", "nbclient"},
                             pins(environment.READER).keys())


class Scripts(ScratchTest):
    """postBuild and start, run with a python3 that only notes what it is asked for."""

    def call(self, script: str, *arguments: str, fails_at: str = "never") -> tuple[int, list[str]]:
        program(self.scratch / "bin/python3",
                f'#!/bin/sh\necho "$*" >> "{self.scratch}/asked"\ncase "$*" in *{fails_at}*) exit 7;; esac\n')
        asked = self.scratch / "asked"
        asked.unlink(missing_ok=True)
        done = subprocess.run([str(ROOT / "binder" / script), *arguments], cwd=ROOT, capture_output=True, text=True,
                              env={"PATH": f"{self.scratch / 'bin'}:{os.defpath}",
                                   "NB_PYTHON_PREFIX": "/srv/conda/envs/notebook"})
        self.said = done.stdout
        return done.returncode, asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []

    def test_post_build(self):
        code, asked = self.call("postBuild")
        self.assertEqual(code, 0)
        self.assertEqual([line.split()[:2] for line in asked], [["-m", "tools.kernel"], ["-m", "nbconvert"]])
        self.assertEqual(asked[0].split()[2:], ["/srv/conda/envs/notebook"])
        self.assertTrue((ROOT / asked[1].split()[-1]).is_file(), asked[1])
        for line in asked:
            self.assertEqual(environment.python("-c", f"import {line.split()[1]}").returncode, 0)

    def test_post_build_stops_at_the_first_failure(self):
        self.assertEqual(self.call("postBuild", fails_at="tools.kernel")[0], 7)
        self.assertEqual(len(self.call("postBuild", fails_at="tools.kernel")[1]), 1)
        self.assertEqual(self.call("postBuild", fails_at="nbconvert")[0], 7)

    def test_start_becomes_the_command(self):
        self.assertEqual(self.call("start", "printf", "%s|", "a b", "$c")[0], 0)
        self.assertEqual(self.said, "a b|$c|")
        self.assertEqual(self.call("start", "sh", "-c", "exit 3")[0], 3)

    def test_without_a_network_the_log_says_what_to_do(self):
        """As Binder's log shows it: our words, no stack trace."""
        clone = self.clone()
        program(self.scratch / "bin/mvn", "#!/bin/sh\n[ \"$1\" = --version ] && echo 'Apache Maven 3.9.9' && exit 0\n"
                "echo '[ERROR] Could not transfer artifact x'; exit 1\n")
        (clone / "pom.xml").write_text("", encoding="utf-8")
        done = subprocess.run([environment.PYTHON, "-m", "tools.kernel", "/nowhere"], cwd=clone, capture_output=True,
                              text=True,
                              env={**os.environ, "PATH": f"{self.scratch / 'bin'}:{os.environ['PATH']}"})
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"^Maven could not download .*\n.*\n +connect to the network, then: python3 -m "
                                      r"tools.kernel /nowhere\n$")


class Readme(unittest.TestCase):
    def test_the_badge_opens_a_notebook(self):
        opened = re.search(r"mybinder\.org/v2/gh/\S+\?urlpath=lab/tree/(\S+)\)", README)[1]
        self.assertTrue((ROOT / opened).is_file(), opened)

    def test_it_says_how_far_binder_was_tried(self):
        told = " ".join(README.split())
        for words in ("repo2docker 2026.4.0", "has not been tried on mybinder.org"):
            self.assertIn(words, told)
