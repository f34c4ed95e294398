"""Tests of the tools, run by `python3 lab.py test` with the Python of .venv: `python -m pytest tools/tests`."""
