"""`python3 lab.py test`: the library's tests, the tools' tests, every notebook, IJava if it is there, the browser check, the site.

Writes below target/ only.
"""
import json
import os
import re
import time
from argparse import Namespace
from dataclasses import dataclass
from xml.etree import ElementTree

from tools import book, build, environment, kernel, machine, publish, start
from tools.console import ROOT, say

TARGET = ROOT / "target"


@dataclass(frozen=True)
class Count:
    """How many tests passed, failed and were skipped; counts add up."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


RIGHT_NETWORKS = 100_000  # of the long test, on which the gradient check must raise no false alarm; 2,000 otherwise


def main(options: Namespace) -> int:
    machine.check_writable(ROOT)
    jdk = start.find_jdk()
    environment.ensure(developer=True)
    total = told("The library", library(jdk, *([f"-Dbackstep.networks={RIGHT_NETWORKS}"] if options.long else [])))
    build.ensure(jdk)
    kernel.install(environment.VENV, jdk)
    kernel.check_not_shadowed()
    total += told("The tools", tools())
    total += told("The notebooks", notebooks())
    total += told("The second kernel", ijava(jdk))
    total += told("The browser check", browser())
    total += told("The site", site(jdk))
    say(f"\n{total}")
    return 1 if total.failed else 0


def told(what: str, count: Count) -> Count:
    say(f"{what}: {count}")
    return count


def library(jdk: machine.Jdk, *more: str) -> Count:
    """`mvn verify`, counted by the reports that it leaves."""
    say("\nThe library: mvn verify (log: target/maven.log)")
    begin = time.time()
    done = build.maven(jdk, "-B", *more, "verify")
    _log("maven.log", done.stdout)
    count = Count()
    for report in ROOT.glob("lib/*/target/*-reports/TEST-*.xml"):
        if report.stat().st_mtime >= begin - 1:
            suite = {key: int(value) for key, value in ElementTree.parse(report).getroot().items() if value.isdigit()}
            failed = suite["failures"] + suite["errors"]
            count += Count(suite["tests"] - failed - suite["skipped"], failed, suite["skipped"])
    if done.returncode:
        errors = [line for line in done.stdout.split("Failed to execute goal")[0].splitlines() if line.startswith("[ERROR]")]
        say("\n".join(errors[:40]))
        count += Count(failed=0 if count.failed else 1)
    return count


def tools() -> Count:
    """This folder's own tests."""
    say("\nThe tools: unittest (log: target/tools.log)")
    done = environment.python("-m", "unittest", "discover", "-v", "-s", "tools/tests", "-t", ".", capture=True)
    _log("tools.log", done.stdout + done.stderr)
    ran = re.search(r"^Ran (\d+) tests?", done.stderr, re.MULTILINE)
    failed, skipped = (sum(map(int, re.findall(rf"\b(?:{word})=(\d+)", done.stderr))) for word in ("failures|errors", "skipped"))
    if done.returncode:
        say(done.stderr[-3000:])
        failed = failed or 1
    return Count(int(ran[1]) - failed - skipped, failed, skipped) if ran else Count(failed=1)


def notebooks() -> Count:
    """Each as a copy, in the real kernel, against its committed outputs."""
    say("\nThe notebooks: executed, and compared with what is committed")
    count = Count()
    for path in publish.notebooks():
        begin = time.time()
        same = environment.python("-m", "tools.inside.compare", path).returncode == 0
        say(f"  {path.relative_to(ROOT)}: {'the same' if same else 'FAILED'} ({time.time() - begin:.0f} s)")
        count += Count(passed=1) if same else Count(failed=1)
    exported = environment.python("-m", "tools.inside.exports", *publish.notebooks()).returncode == 0
    say(f"  nbconvert to HTML, Markdown and LaTeX: {'ok' if exported else 'FAILED'}")
    return count + (Count(passed=1) if exported else Count(failed=1))


def ijava(jdk: machine.Jdk) -> Count:
    """One notebook on the second kernel. Where that is not installed a line says so, and nothing counts as skipped:

    IJava is in none of the registries that this project installs from, and .ci/run fails if anything is skipped.
    """
    say("\nThe second kernel: IJava")
    class_path = os.pathsep.join(map(str, build.class_path()))
    return _counted("ijava", "ijava", jdk.java, class_path, start.NOTEBOOKS / "01-single-neuron.ipynb")


def browser() -> Count:
    """In the real JupyterLab."""
    program = machine.find_browser()
    if not program:
        say(f"\nThe browser check is skipped: there is no Chromium or Chrome. This installs one:\n    {machine.install('browser')}")
        return Count(skipped=1)
    say("\nThe browser check: JupyterLab in a headless browser (screenshots: target/browser/)")
    return _counted("browser_check", "browser", program, *publish.notebooks())


def site(jdk: machine.Jdk) -> Count:
    """Written anew, and opened from disk; without a browser only its links are followed."""
    say("\nThe site: written, then opened from disk (screenshots: target/browser-site/)")
    if book.write(jdk):
        return Count(failed=1)
    program = machine.find_browser()
    return _counted("site_check", "browser-site", book.SITE, *([f"--browser={program}"] if program else []), *publish.notebooks())


def _counted(module: str, folder: str, *arguments: object) -> Count:
    """What this module of `tools.inside` counts in its folder below target/; one failure if it ends without having counted."""
    counts = TARGET / folder / "count.json"
    counts.unlink(missing_ok=True)
    environment.python("-m", f"tools.inside.{module}", *arguments)
    return Count(**json.loads(counts.read_text(encoding="utf-8"))) if counts.exists() else Count(failed=1)


def _log(name: str, text: str) -> None:
    TARGET.mkdir(exist_ok=True)
    (TARGET / name).write_text(text, encoding="utf-8")
