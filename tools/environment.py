"""The folder .venv: made once, filled from the pins in binder/, recognised when half-made."""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import machine
from tools.console import ROOT, Problem, quoted, say

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
READER, DEVELOPER = ROOT / "binder/requirements.txt", ROOT / "binder/requirements-dev.txt"
PIP_OPTIONS = ("--disable-pip-version-check", "--no-input", "--retries", "2")
NO_NETWORK = ("NewConnectionError", "ConnectTimeoutError", "ProxyError", "NameResolutionError", "Connection refused",
              "Read timed out")


def stamp(pins: Path) -> Path:
    """The file that is written last, when all of these pins are installed."""
    return VENV / f"{pins.stem}.installed"


def fingerprint(pins: Path) -> str:
    """What the stamp holds: the pins and the Python they were installed for."""
    return hashlib.sha256(pins.read_bytes() + b"%d.%d" % sys.version_info[:2]).hexdigest()


def installed(pins: Path) -> bool:
    return PYTHON.exists() and stamp(pins).exists() and stamp(pins).read_text() == fingerprint(pins)


def half_made() -> bool:
    """An interrupted installation leaves a .venv without a stamp, or one whose Python is gone."""
    return VENV.exists() and not (PYTHON.exists() and stamp(READER).exists())


def ensure(*, developer: bool = False) -> None:
    """Make .venv and install the pins, as far as that has not been done: nothing to do costs no time and no network."""
    for pins in (READER, DEVELOPER) if developer else (READER,):
        if not installed(pins):
            if pins is READER:
                _make()
            _install(pins)


def check() -> None:
    """Why `ensure` would have work to do."""
    if half_made():
        raise Problem(f"{VENV} is half-made: its installation was interrupted.", "python3 lab.py")
    if not VENV.exists():
        raise Problem(f"{VENV} has not been made yet.", "python3 lab.py")
    if not installed(READER):
        raise Problem(f"{VENV} was made for another Python, or from other pins than those of binder/{READER.name}.",
                      "python3 lab.py")


def check_network() -> str:
    """Can pip reach its packages? Tried with a small one of ours; returns what was found."""
    if installed(READER):
        return "not needed: the Python packages are here"
    with tempfile.TemporaryDirectory() as folder:
        pin = next(line for line in READER.read_text().splitlines() if line.startswith("fqdn=="))
        log = machine.output_of(sys.executable, "-m", "pip", "download", *PIP_OPTIONS, "--no-deps", "--no-cache-dir",
                                "-d", folder, pin)
    if "No module named pip" in log:
        return "not tried: this Python has no pip outside of .venv"
    if any(sign in log for sign in NO_NETWORK):
        _explain(log)
    return "the Python packages can be reached"


def _make() -> None:
    machine.check_python()
    machine.check_writable(ROOT)
    if half_made():
        say(".venv is half-made (an earlier start was interrupted): making it anew")
    say(f"Making .venv with {sys.executable} (Python {sys.version.split()[0]})")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        raise Problem(f"Python could not make .venv:\n{(made.stdout + made.stderr).strip()}", machine.install("venv"))


def _install(pins: Path) -> None:
    count = sum("==" in line for line in pins.read_text().splitlines())
    say(f"Installing up to {count} Python packages from binder/{pins.name} (once; a minute or two)")
    stamp(pins).unlink(missing_ok=True)
    pip = subprocess.Popen([str(PYTHON), "-m", "pip", "install", *PIP_OPTIONS, "-r", str(pins)],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace")
    log = []
    for line in pip.stdout:
        log.append(line)
        if line.startswith(("Collecting", "Installing")) and sys.stdout.isatty():
            print(f"\r    {line.split('==')[0].strip()[:70]:70}", end="\r", flush=True)
    if sys.stdout.isatty():
        print(" " * 75, end="\r")
    if pip.wait():
        _explain("".join(log))
    stamp(pins).write_text(fingerprint(pins))


def _explain(log: str) -> None:
    again = quoted("python3", "lab.py")
    if any(sign in log for sign in NO_NETWORK):
        raise Problem("pip could not download the Python packages: no network (or a proxy in the way). Only the first "
                      "start needs it.",
                      f"connect to the network, then: {again}")
    raise Problem("pip could not install the Python packages:\n" + "\n".join(log.strip().splitlines()[-5:]), again)


def python(*arguments: object, capture: bool = False) -> subprocess.CompletedProcess:
    """Run the Python of .venv in the project's folder, so that `-m tools.inside…` is found.

    Ctrl-C reaches it as well: leaving the block waits until it has ended its kernel.
    """
    pipe = subprocess.PIPE if capture else None
    command = [str(PYTHON), *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, encoding="utf-8") as process:
        try:
            output, errors = process.communicate()
        except KeyboardInterrupt:
            process.wait()  # Python by itself waits for a quarter of a second only
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)
