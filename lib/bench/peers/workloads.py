"""The workloads, as every contestant draws them: the same first parameters and the same data, to the last bit.

Standard library and NumPy only. The Java side of the same formula is `backstep.bench.Workload`.
"""
from dataclasses import dataclass

import numpy as np

SEED = 1
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Workload:
    """A network with its batch: examples are columns, W[l] is n_l × n_{l−1}, b[l] is n_l × 1."""

    W: list[np.ndarray]
    b: list[np.ndarray]
    X: np.ndarray
    Y: np.ndarray
    hidden: str  # sigmoid or relu
    output: str  # sigmoid or softmax, under its own cross-entropy
    alpha: float

    @property
    def m(self) -> int:
        """Examples in the batch."""
        return self.X.shape[1]


def splitmix(seed: int, start: int, count: int) -> np.ndarray:
    """Numbers start, start + 1, … in [0, 1) of the generator SplitMix64 (Java's SplittableRandom), 53 bits each."""
    z = np.uint64(seed) + GOLDEN * np.arange(start + 1, start + count + 1, dtype=np.uint64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


def drawn(sizes: list[int], m: int, hidden: str, output: str, alpha: float) -> Workload:
    """W[1] row by row, b[1], W[2], …, uniform in ±1/√n_{l−1}; X uniform in [0, 1), row by row; each example's class."""
    taken = 0

    def uniform(rows: int, columns: int) -> np.ndarray:
        nonlocal taken
        taken += rows * columns
        return splitmix(SEED, taken - rows * columns, rows * columns).reshape(rows, columns)

    W, b = [], []
    for before, units in zip(sizes, sizes[1:]):
        bound = 1 / np.sqrt(before)
        W.append((2 * uniform(units, before) - 1) * bound)
        b.append((2 * uniform(units, 1) - 1) * bound)
    X = uniform(sizes[0], m)
    classes = (uniform(1, m) * sizes[-1]).astype(int)[0]
    return Workload(W, b, X, np.eye(sizes[-1])[:, classes], hidden, output, alpha)


def workload(name: str) -> Workload:
    """xor221, mnist30, deep, or width2 … width2048: n-n-n."""
    if name == "xor221":
        made = drawn([2, 2, 1], 4, "sigmoid", "sigmoid", 0.1)
        X, Y = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])
        return Workload(made.W, made.b, X, Y, made.hidden, made.output, made.alpha)
    if name == "mnist30":
        return drawn([784, 30, 10], 10, "sigmoid", "sigmoid", 0.1)
    if name == "deep":
        return drawn([784, 512, 256, 10], 128, "relu", "softmax", 0.1)
    n = int(name.removeprefix("width"))
    return drawn([n, n, n], 32, "sigmoid", "sigmoid", 0.1)
