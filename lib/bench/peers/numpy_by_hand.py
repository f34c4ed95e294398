"""A step in NumPy, written by hand: BP1–BP4 with every result in memory that is reused."""
import numpy as np
import openblas
from workloads import Workload

VERSION = openblas.version()


class Peer:
    """One network, trained in place. Examples are rows: OpenBLAS forms mnist30's products a fifth faster so."""

    def __init__(self, given: Workload, threads: int) -> None:
        self.g, self.L, self.Y = given, len(given.W), given.Y.T.copy()
        self.W, self.b = [W.copy() for W in given.W], [b.T.copy() for b in given.b]
        self.A = [given.X.T.copy()] + [np.empty((given.m, len(W))) for W in self.W]
        self.dZ, self.slope = ([np.empty_like(A) for A in self.A[1:]] for _ in range(2))
        self.dW, self.db = [np.empty_like(W) for W in self.W], [np.empty_like(b) for b in self.b]
        self.ones = np.ones((1, given.m))

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.forward()
            self.backward()
            for parameter, derivative in zip(self.W + self.b, self.dW + self.db):
                derivative *= self.g.alpha
                parameter -= derivative

    def forward(self) -> None:
        for l, (W, b) in enumerate(zip(self.W, self.b)):
            A = self.A[l + 1]
            np.dot(self.A[l], W.T, out=A)
            A += b
            self.activate(A, self.g.output if l == self.L - 1 else self.g.hidden)

    def activate(self, A: np.ndarray, g: str) -> None:
        """In place: A is Z before."""
        if g == "relu":
            np.maximum(A, 0, out=A)
        elif g == "sigmoid":
            np.negative(A, out=A)
            np.exp(A, out=A)
            A += 1
            np.reciprocal(A, out=A)
        else:
            A -= A.max(axis=1, keepdims=True)
            np.exp(A, out=A)
            A /= A.sum(axis=1, keepdims=True)

    def backward(self) -> None:
        """The mean over the examples is taken at the outputs, where it is least work."""
        np.subtract(self.A[self.L], self.Y, out=self.dZ[-1])
        self.dZ[-1] /= self.g.m
        for l in reversed(range(self.L)):
            dZ, A = self.dZ[l], self.A[l]
            np.dot(dZ.T, A, out=self.dW[l])
            np.dot(self.ones, dZ, out=self.db[l])
            if l:
                below, slope = self.dZ[l - 1], self.slope[l - 1]
                np.dot(dZ, self.W[l], out=below)
                if self.g.hidden == "relu":
                    np.greater(A, 0, out=slope)
                else:
                    np.subtract(1, A, out=slope)
                    slope *= A
                below *= slope

    def parameters(self) -> list[np.ndarray]:
        return [parameter for W, b in zip(self.W, self.b) for parameter in (W, b.T)]
