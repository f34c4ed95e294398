#!/usr/bin/env python3
"""Backstep's one entry point: `python3 lab.py` opens JupyterLab, `python3 lab.py test` proves that everything works.

Needs a JDK 17 or newer and Python 3.10 or newer; all else is put into the folder .venv. Run on Linux only so far.
"""
import sys

if sys.version_info < (3, 10):
    sys.exit("Backstep needs Python 3.10 or newer; this is Python %d.%d. Start lab.py with a newer one."
             % sys.version_info[:2])

import argparse
from collections.abc import Callable

from tools import bench, book, check, derivations, doctor, proof, publish, start
from tools.console import Problem


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lab.py", description="Without a command: open the notebooks in JupyterLab.")
    parser.add_argument("--no-browser", action="store_true", help="start JupyterLab without opening a browser")
    parser.add_argument("--port", type=int, help="JupyterLab's port (default: 8888 or the next free one)")
    parser.set_defaults(command=start.main)
    commands = parser.add_subparsers(metavar="COMMAND")
    def command(name: str, main: Callable[[argparse.Namespace], int], what: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=what)
        added.set_defaults(command=main)
        return added

    run = command("run", publish.main, "execute notebooks and write what changed, with pictures of the figures")
    run.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="default: all of notebooks/")
    run.add_argument("--renew", action="store_true", help="pictures, and outputs of cells tagged `varies`, anew")
    test = command("test", proof.main, "the tests of library and tools, every notebook, the browser check, the site")
    test.add_argument("--long", action="store_true", help="100,000 networks for the gradient check: half an hour more")
    test.add_argument("--java-only", action="store_true", help="what can differ between JDKs: library and notebooks")
    verify = command("verify", derivations.main, "every equation of the five derivations beside its estimate")
    verify.add_argument("derivation", nargs="?", choices=derivations.NAMES, help="default: all five")
    verify.add_argument("--json", metavar="FILE", help="write the result as JSON as well")
    check.add_options(command("check", check.main, "gradients of your own: a file of NumPy, PyTorch or JSON"))
    speed = command("bench", bench.main, "what a step costs, beside NumPy, PyTorch, JAX and the bare products")
    speed.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(bench.PARTS)}; default: all")
    speed.add_argument("--quick", action="store_true", help="short turns, and by default the first three parts only")
    speed.add_argument("--write-docs", action="store_true", help="run nothing: write the last run's tables and plot")
    command("site", book.main, "the notebooks as a book for any web server or none, with the Javadoc")
    command("doctor", doctor.main, "what is installed, what is missing, and what mends it")
    return parser


def main() -> int:
    options = arguments().parse_args()
    try:
        return options.command(options)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
