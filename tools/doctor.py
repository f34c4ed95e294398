"""`python3 lab.py doctor`: what is installed, what is missing, and the exact command that mends it."""
import sys
from argparse import Namespace
from collections.abc import Callable

from tools import build, environment, kernel, machine
from tools.console import ROOT, Problem, say


def python() -> str:
    machine.check_python()
    return f"{sys.version.split()[0]} ({sys.executable})"


def folder() -> str:
    machine.check_writable(ROOT)
    return str(ROOT)


def jdk() -> str:
    found = machine.find_jdk()
    return f"{found.version} ({found.home})"


def packages() -> str:
    environment.check()
    return f"installed in {environment.VENV}"


def library() -> str:
    if not build.up_to_date():
        maven = " ".join(machine.find_maven(machine.find_jdk()))
        raise Problem(f"The library has not been built, or is older than its sources. Maven would be: {maven}.",
                      "python3 lab.py")
    return str(build.jar())


def java_kernel() -> str:
    environment.check()
    kernel.check_not_shadowed()
    return str(kernel.folder(environment.VENV))


def browser() -> str:
    found = machine.find_browser()
    return found or f"none: only `run` (for pictures) and `test` use one. {machine.install('browser')} installs it"


CHECKS: dict[str, Callable[[], str]] = {
    "Python": python, "Folder": folder, "JDK": jdk, "Network": environment.check_network, "Packages": packages,
    "Library": library,
    "Kernel": java_kernel, "Browser": browser,
}


def main(_: Namespace) -> int:
    problems = 0
    for name, check in CHECKS.items():
        try:
            say(f"ok  {name:9} {check()}")
        except Problem as problem:
            problems += 1
            say(f"--  {name:9} " + str(problem).replace("\n", "\n" + " " * 14))
    say("\nNothing is missing." if not problems
        else f"\n{problems} of {len(CHECKS)} need mending, the uppermost first.")
    return 1 if problems else 0
