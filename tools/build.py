"""The library's jar: built by Maven when a source is newer than it, and never otherwise."""
import os
import subprocess
import sys
from pathlib import Path

from tools import machine
from tools.console import ROOT, Problem, quoted, say

TARGET = ROOT / "lib/notebook/target"
LIBRARY_OPTIONS = [
    "-Dfile.encoding=UTF-8",  # the default from JDK 18 on
    # JDK 24+ would warn of what our dependencies do; JDK 17 does not know the first of these.
    "-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
]
NO_NETWORK = ("Could not transfer", "Unknown host", "Failed to fetch", "Connection refused",
              "Temporary failure in name resolution",
              "Cannot access central", "in offline mode")


def jar() -> Path | None:
    """The library's jar, if it has been built."""
    found = [path for path in TARGET.glob("backstep-notebook-*.jar")
             if not path.stem.endswith(("-sources", "-javadoc"))]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def class_path() -> list[Path]:
    """Our jar and what it needs, core included; the kernel's own jar is not among them."""
    return [jar(), *sorted((TARGET / "dependency").glob("*.jar"))]


def up_to_date() -> bool:
    """Folders count as well: their time tells of removed files."""
    built = jar()
    if not built or not (TARGET / "dependency").is_dir():
        return False
    sources = [ROOT / "pom.xml", *ROOT.glob("lib/*/pom.xml"), *ROOT.glob("lib/*/src/main/**/*"),
               *ROOT.glob("lib/*/src/main")]
    return max(path.stat().st_mtime for path in sources) <= built.stat().st_mtime


def ensure(jdk: machine.Jdk) -> None:
    """Build the library, if need be."""
    if up_to_date():
        return
    machine.check_writable(ROOT)
    say("Building the library with Maven (the first time it downloads about 100 MB: a minute or two)")
    built = maven(jdk, "-q", "-B", "-DskipTests", "-pl", "lib/notebook", "-am", "package")
    if built.returncode:
        explain(built)
    if not jar():
        raise Problem(f"Maven ended well, but left no {TARGET / 'backstep-notebook-*.jar'}.", quoted(*built.args))


def maven(jdk: machine.Jdk, *goals: str) -> subprocess.CompletedProcess:
    """Maven takes its JDK from JAVA_HOME. What it prints is kept."""
    done = subprocess.run([*machine.find_maven(jdk), *goals], cwd=ROOT, env={**os.environ, "JAVA_HOME": str(jdk.home)},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                          errors="replace")
    if done.returncode == 0 and jar():
        os.utime(jar())  # Maven leaves a jar alone when only a parent's pom has changed
    return done


def java(jdk: machine.Jdk, *words: str, main: str = "backstep.notebook.Main",
         capture: bool = False) -> subprocess.CompletedProcess:
    """One of the library's own commands."""
    command = [str(jdk.java), *LIBRARY_OPTIONS, "-cp", os.pathsep.join(map(str, class_path())),
               main, *words]
    return subprocess.run(command, stdout=subprocess.PIPE if capture else None, encoding="utf-8", check=capture)


def explain(failed: subprocess.CompletedProcess) -> None:
    """Why Maven failed."""
    log = failed.stdout
    if any(sign in log for sign in NO_NETWORK):
        raise Problem("Maven could not download what the library needs: no network (or a proxy in the way). Only the "
                      "first build needs it.",
                      "connect to the network, then: " + quoted("python3", *sys.orig_argv[1:]))
    errors = [line for line in log.splitlines() if line.startswith("[ERROR]")] or log.splitlines()
    raise Problem("Maven could not build the library:\n" + "\n".join(errors[:15]),
                  "mend the lines above, then: " + quoted(*failed.args))
