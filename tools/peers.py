"""The peers beside which the library is timed: their scripts in lib/bench/peers, their own environment .venv-bench."""
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import machine
from tools.console import ROOT, Problem, quoted, say
from tools.contestants import Entry

FOLDER = ROOT / "lib/bench/peers"
PINS = FOLDER / "requirements.txt"
VENV = ROOT / ".venv-bench"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed"
OLDEST_PYTHON = (3, 11)  # of NumPy, JAX and PyTorch as pinned
SCRIPTS = {"numpy": "numpy_by_hand", "torch": "pytorch", "jax": "jax_jit", "limit": "products_only"}
FIRST_STEPS = 10


def ensure() -> None:
    """Make .venv-bench, unless it has been made from these pins."""
    fingerprint = hashlib.sha256(PINS.read_bytes() + sys.version.encode()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == fingerprint:
        return
    if sys.version_info < OLDEST_PYTHON:
        here, needed = (".".join(map(str, version[:2])) for version in (sys.version_info, OLDEST_PYTHON))
        raise Problem(f"The peers need Python {needed} or newer; this is {here}.", f"python{needed} lab.py bench")
    machine.check_python()
    say("Making .venv-bench with NumPy, JAX and PyTorch (once: some 2.5 GB to download, 4.6 GB on the disk)")
    shutil.rmtree(VENV, ignore_errors=True)
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q", "--no-deps", "-r", PINS]
    for command in ([sys.executable, "-m", "venv", VENV], pip):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        if done.returncode:
            last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
            raise Problem(f"The peers' environment could not be made:\n{last}", quoted(*command))
    STAMP.write_text(fingerprint)


def thread_counts() -> list[int]:
    """1, 2, 4, … up to the cores that there are."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return [1 << k for k in range(cores.bit_length())]


def entry(peer: str, workload: str, threads: int, folder: Path) -> Entry:
    """A peer with so many threads."""
    file = folder / f"{workload}-{peer}-{threads}.f64"
    command = (PYTHON, "contestant.py", SCRIPTS[peer], workload, threads, FIRST_STEPS, file)
    return Entry(peer, tuple(map(str, command)), FOLDER, file, {"threads": threads})
