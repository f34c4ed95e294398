"""How the commands speak: steps on standard output, and problems that name their remedy."""
import os
import shlex
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Problem(Exception):
    """Something the reader has to mend: what is wrong, and the command that mends it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy

    def __str__(self) -> str:
        return f"{self.what}\nThis mends it:\n    {self.remedy}"


def say(what: str) -> None:
    """Print at once: the next line may take a minute to come."""
    print(what, flush=True)


def quoted(*words: object) -> str:
    """A command that can be pasted into the reader's shell."""
    return (subprocess.list2cmdline if os.name == "nt" else shlex.join)([str(word) for word in words])
