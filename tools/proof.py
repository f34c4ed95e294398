"""`python3 lab.py test`: the tests of library and tools, and every notebook: run, exported, in JupyterLab, in the site.

Writes below target/ only.
"""
import time
from argparse import Namespace
from pathlib import Path

from tools import book, build, environment, kernel, machine, start
from tools.console import ROOT, say
from tools.reports import Count, counted

TARGET = ROOT / "target"
CHECKS = ROOT / "tools/inside/checks"
RIGHT_NETWORKS = 100_000  # of the long test, on which the gradient check must raise no false alarm; 2,000 otherwise


def main(options: Namespace) -> int:
    machine.check_writable(ROOT)
    jdk = start.find_jdk()
    environment.ensure(developer=True)
    total = told("The library", library(jdk, *([f"-Dbackstep.networks={RIGHT_NETWORKS}"] if options.long else [])))
    build.ensure(jdk)
    kernel.install(environment.VENV, jdk)
    kernel.check_not_shadowed()
    total += told("The notebooks", pytest("notebooks", CHECKS / "test_habits.py", CHECKS / "test_notebooks.py"))
    if not options.java_only:
        total += told("The tools", pytest("tools", ROOT / "tools/tests"))
        total += told("The exports", pytest("exports", CHECKS / "test_exports.py"))
        total += told("The browser check", pytest("browser", CHECKS / "test_lab.py"))
        total += told("The site", site(jdk))
    say(f"\n{total}")
    return 1 if total.failed else 0


def told(what: str, count: Count) -> Count:
    say(f"{what}: {count}")
    return count


def library(jdk: machine.Jdk, *more: str) -> Count:
    """`mvn verify`; reports of tests that are no more may lie about, and do not count."""
    say("\nThe library: mvn verify (log: target/maven.log)")
    begin = time.time()
    done = build.maven(jdk, "-B", *more, "verify")
    TARGET.mkdir(exist_ok=True)
    (TARGET / "maven.log").write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        say("\n".join(_errors(done.stdout)[:40]))
    reports = [path for path in ROOT.glob("lib/*/target/*-reports/TEST-*.xml") if path.stat().st_mtime >= begin - 1]
    return counted(reports, done.returncode)


def _errors(log: str) -> list[str]:
    """What Maven calls an error, without its advice where to read on."""
    return [line for line in log.split("-> [Help 1]")[0].splitlines() if line.startswith("[ERROR] ") and line[8:]]


def pytest(name: str, *tests: Path) -> Count:
    """Shown as it goes. A failed test leaves what its browser showed in the folder of this name below target/."""
    say("\npytest " + " ".join(str(path.relative_to(ROOT)) for path in tests))
    report = TARGET / f"{name}.xml"
    report.unlink(missing_ok=True)
    done = environment.python("-m", "pytest", "-v", *tests, f"--junitxml={report}", f"--output={TARGET / name}")
    return counted([report] if report.exists() else [], done.returncode)


def site(jdk: machine.Jdk) -> Count:
    """Written anew, and opened from disk."""
    say("\nThe site: written, then opened from disk")
    return Count(failed=1) if book.write(jdk) else pytest("browser-site", CHECKS / "test_book.py")
