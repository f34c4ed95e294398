"""`python3 lab.py run`: execute notebooks in the real kernel and write those whose sources or outputs changed."""
from argparse import Namespace
from pathlib import Path

from tools import environment, machine, start
from tools.console import ROOT, Problem, say


def notebooks() -> list[Path]:
    """The notebooks that the project publishes."""
    return sorted(path for path in start.NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def name(notebook: Path) -> str:
    """Its place below notebooks/, without the ending."""
    return notebook.relative_to(start.NOTEBOOKS).with_suffix("").as_posix()


def main(options: Namespace) -> int:
    chosen = [Path(name).resolve() for name in options.notebooks] or notebooks()
    missing = [path for path in chosen if not path.is_file()]
    if missing:
        raise Problem(f"There is no notebook {missing[0]}.", "ls notebooks")
    machine.check_writable(ROOT)
    start.prepare(developer=True)
    browser = machine.find_browser()
    if not browser:
        say(f"No Chromium or Chrome found: changed figures get no picture. {machine.install('browser')} installs one.")
    extra = [f"--browser={browser}"] * bool(browser) + ["--renew"] * options.renew
    return environment.python("-m", "tools.inside.publish", *extra, *chosen).returncode
