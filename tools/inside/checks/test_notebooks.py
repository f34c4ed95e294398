"""Every notebook gives the outputs that are committed: in the real kernel, one of them on IJava, if that is there."""
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import publish, start
from tools.inside.checks import compare, ijava, nothing_wrong

RUNS = [pytest.param(compare.faults, path, id=publish.name(path)) for path in publish.notebooks()]
if ijava.installed():
    RUNS.append(pytest.param(ijava.faults, start.NOTEBOOKS / "01-single-neuron.ipynb", id="01-single-neuron-on-IJava"))


@pytest.mark.parametrize("faults, path", RUNS)
def test_outputs_are_the_committed_ones(faults: Callable[[Path], list[str]], path: Path):
    nothing_wrong(faults(path))
