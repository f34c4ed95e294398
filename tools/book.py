"""`python3 lab.py site`: the notebooks as a book of static pages below target/site, with the library's Javadoc.

It opens from disk and on any host.
"""
import shutil
from argparse import Namespace

from tools import build, environment, machine, publish, start
from tools.console import ROOT, say

SITE, SCRIPTS = ROOT / "target/site", ROOT / "target/scripts"
JAVADOC = ROOT / "target/reports/apidocs"
STALE = ROOT / "target/maven-javadoc-plugin-stale-data.txt"  # by which the plugin sees nothing to do


def main(_: Namespace) -> int:
    machine.check_writable(ROOT)
    jdk = start.find_jdk()
    environment.ensure()
    build.ensure(jdk)
    return write(jdk)


def write(jdk: machine.Jdk) -> int:
    """All of the site, anew."""
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir(parents=True)
    say("Writing the Javadoc")
    shutil.rmtree(JAVADOC, ignore_errors=True)
    STALE.unlink(missing_ok=True)
    maven(jdk, "javadoc:aggregate")
    shutil.copytree(JAVADOC, SITE / "api")
    fetch_scripts(jdk)
    equations = ROOT / "target/equations.json"
    equations.write_text(build.java(jdk, "sheet", capture=True).stdout, encoding="utf-8")
    say("Writing the book")
    written = environment.python("-m", "tools.inside.book", SITE, f"--scripts={SCRIPTS}", f"--equations={equations}",
                                 *publish.notebooks())
    if written.returncode == 0:
        say(f"Open {(SITE / 'index.html').as_uri()}")
    return written.returncode


def fetch_scripts(jdk: machine.Jdk) -> None:
    """MathJax and lunr in the versions of pom.xml, from Maven's own cache if they are there; fetched again when pom.xml
    has changed.
    """
    stamp = SCRIPTS / "fetched"
    if stamp.exists() and stamp.stat().st_mtime >= (ROOT / "pom.xml").stat().st_mtime:
        return
    shutil.rmtree(SCRIPTS, ignore_errors=True)
    say("Fetching MathJax and lunr with Maven (once)")
    maven(jdk, "-N", "dependency:unpack@scripts")
    stamp.touch()


def maven(jdk: machine.Jdk, *goals: str) -> None:
    done = build.maven(jdk, "-q", "-B", *goals)
    if done.returncode:
        build.explain(done)
