"""`python3 lab.py check`: gradients that were computed elsewhere, beside their estimates (docs/exchange.md)."""
from argparse import ArgumentParser, Namespace

from tools import build, start

# What the file itself may leave unsaid, and where the report goes: options of the library's own command.
OPTIONS = {
    "activations": ("NAMES", "of the layers, with commas between: tanh,sigmoid"),
    "loss": ("NAME", "for example cross-entropy"),
    "l2": ("LAMBDA", "the penalty (λ/2) Σ w² of all weights"),
    "l1": ("LAMBDA", "the penalty λ Σ |w|"),
    "cost": ("SCALE", "mean, sum, or mean-in-dZ: where the 1/m stands; without it, what the numbers show"),
    "weights": ("WAY", "to-from (Z = W A + b) or from-to (Z = A W + b), where all W are square"),
    "examples": ("WAY", "columns or rows, where there are as many as inputs and outputs"),
    "html": ("FILE", "write the report as a page as well"),
    "json": ("FILE", "write the report as JSON as well"),
}


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a .json, .npz or .safetensors with network, data and gradients")
    for name, (metavar, what) in OPTIONS.items():
        parser.add_argument(f"--{name}", metavar=metavar, help=what)


def main(options: Namespace) -> int:
    """0 if all that was given is right, 1 if something is wrong, 2 if it cannot be read."""
    jdk = start.find_jdk()
    build.ensure(jdk)
    words = [options.file]
    for name in OPTIONS:
        if getattr(options, name) is not None:
            words += [f"--{name}", getattr(options, name)]
    return build.java(jdk, *words, main="backstep.exchange.Main").returncode
