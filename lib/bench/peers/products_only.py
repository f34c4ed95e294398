"""The limit: only the matrix products that a step cannot avoid, each into memory that is there already."""
import time

import numpy as np
import openblas
from workloads import Workload

VERSION = openblas.version()
Products = list[tuple[np.ndarray, np.ndarray, np.ndarray]]  # left, right, where to


class Peer:
    """W A and dZ Aᵀ of every layer, Wᵀ dZ of every layer but the first. Nothing is learnt."""

    def __init__(self, given: Workload, threads: int) -> None:
        self.products = min((columns(given), rows(given)), key=seconds)

    def run(self, steps: int) -> None:
        dot = np.dot
        for _ in range(steps):
            for left, right, out in self.products:
                dot(left, right, out)

    def parameters(self) -> list[np.ndarray]:
        return []


def columns(given: Workload) -> Products:
    """With examples as columns."""
    A = [given.X] + [np.ones((len(W), given.m)) for W in given.W]
    dZ = [np.ones_like(a) for a in A]
    layers = list(enumerate(given.W))
    return ([(W, A[l], np.empty_like(A[l + 1])) for l, W in layers]
            + [(dZ[l + 1], A[l].T, np.empty_like(W)) for l, W in layers]
            + [(W.T, dZ[l + 1], np.empty_like(dZ[l])) for l, W in layers[1:]])


def rows(given: Workload) -> Products:
    """The same with examples as rows; which is faster depends on the shapes."""
    A = [given.X.T.copy()] + [np.ones((given.m, len(W))) for W in given.W]
    dZ = [np.ones_like(a) for a in A]
    layers = list(enumerate(given.W))
    return ([(A[l], W.T, np.empty_like(A[l + 1])) for l, W in layers]
            + [(dZ[l + 1].T, A[l], np.empty_like(W)) for l, W in layers]
            + [(dZ[l + 1], W, np.empty_like(dZ[l])) for l, W in layers[1:]])


def seconds(products: Products) -> float:
    """The shortest of a few tries."""
    tries = []
    for _ in range(20):
        begin = time.perf_counter()
        for left, right, out in products:
            np.dot(left, right, out)
        tries.append(time.perf_counter() - begin)
    return min(tries)
