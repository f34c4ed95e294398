"""The proof by pytest of what is published: the notebooks in their kernels, exported, in JupyterLab, and as a book.

`python3 lab.py test` calls them; one alone: `.venv/bin/python -m pytest tools/inside/checks/test_lab.py -k 01-single`.
With `--photographs` each page leaves pictures of its whole length, light and dark, in the folder of `--output`
(target/checks, if none is named); a failed test leaves its screenshot there.
"""
import pytest


def nothing_wrong(faults: list[str]) -> None:
    """Fails with these faults, which say all that there is to say."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
