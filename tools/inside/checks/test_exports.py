"""Every notebook goes through nbconvert as it comes, with a picture for each figure, and is a small file."""
from pathlib import Path

from tools.inside.checks import exports, nothing_wrong


def test_nbconvert_takes_it(notebook: Path):
    exports.use_pandoc()
    nothing_wrong(exports.faults(notebook))
