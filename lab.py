#!/usr/bin/env python3
"""Backstep's one entry point: `python3 lab.py` opens JupyterLab, `python3 lab.py test` proves that everything works.

Needs a JDK 17 or newer and Python 3.10 or newer; everything else is put into the folder .venv. Run on Linux only so far.
"""
import sys

if sys.version_info < (3, 10):
    sys.exit("Backstep needs Python 3.10 or newer; this is Python %d.%d. Start lab.py with a newer one." % sys.version_info[:2])

import argparse

from tools import bench, book, derivations, doctor, proof, publish, start
from tools.console import Problem


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lab.py", description="Without a command: open the notebooks in JupyterLab.")
    parser.add_argument("--no-browser", action="store_true", help="start JupyterLab without opening a browser")
    parser.add_argument("--port", type=int, help="JupyterLab's port (default: 8888 or the next free one)")
    parser.set_defaults(command=start.main)
    commands = parser.add_subparsers(metavar="COMMAND")
    execute = commands.add_parser("run", help="execute notebooks and write what changed, with pictures of the figures")
    execute.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="default: all of notebooks/")
    execute.add_argument("--renew", action="store_true", help="draw all pictures anew, and renew the outputs of cells tagged `varies`")
    execute.set_defaults(command=publish.main)

    prove = commands.add_parser("test", help="the library's tests, every notebook, the tools' tests, the browser check, the site")
    prove.add_argument("--long", action="store_true", help="100,000 random networks for the gradient check instead of 2,000 (some 6 minutes more)")
    prove.add_argument("--java-only", action="store_true", help="only what can differ between two JDKs: the library, and the notebooks in their kernel")
    prove.set_defaults(command=proof.main)

    equations = commands.add_parser("verify", help="every equation of the five derivations beside its estimate")
    equations.add_argument("derivation", nargs="?", choices=derivations.NAMES, help="default: all five")
    equations.add_argument("--json", metavar="FILE", help="write the result as JSON as well")
    equations.set_defaults(command=derivations.main)

    speed = commands.add_parser("bench", help="what a step costs, beside NumPy, PyTorch, JAX and the bare products")
    speed.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(bench.PARTS)}; default: all")
    speed.add_argument("--quick", action="store_true", help="short turns, and by default the first three parts only")
    speed.add_argument("--write-docs", action="store_true", help="run nothing: write the last run's tables and plot")
    speed.set_defaults(command=bench.main)

    commands.add_parser("site", help="the notebooks as a book for any web server or none, with the Javadoc").set_defaults(command=book.main)
    commands.add_parser("doctor", help="what is installed, what is missing, and what mends it").set_defaults(command=doctor.main)
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
