"""Writes the three files of notebook 05's exercise beside this script: `python3 computed_elsewhere.py`.

Three people derived the gradients of the same network. What each of them did is below, so read on after the exercise.
"""
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
rng = np.random.default_rng(5)
m = 5
# Multiples of 1/16 and 1/8: the same numbers in float32 and float64.
X, Y = rng.integers(-16, 17, size=(3, m)) / 8, rng.integers(0, 2, size=(2, m)) / 1
W1, b1 = rng.integers(-16, 17, size=(4, 3)) / 16, rng.integers(-8, 9, size=(4, 1)) / 16
W2, b2 = rng.integers(-16, 17, size=(2, 4)) / 16, rng.integers(-8, 9, size=(2, 1)) / 16
settings = {"activations": ["tanh", "sigmoid"], "loss": "cross-entropy"}


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def write(name, folder, **arrays):
    np.savez(folder / f"{name}.npz", **settings, **arrays)


def first(folder):
    """Examples in rows, weights from-to, float32, and the 1/m in dZ2: right."""
    X_, Y_, W1_, b1_, W2_, b2_ = (array.T.astype(np.float32) for array in (X, Y, W1, b1, W2, b2))
    A1 = np.tanh(X_ @ W1_ + b1_)
    A2 = sigmoid(A1 @ W2_ + b2_)
    dZ2 = (A2 - Y_) / m
    dA1 = dZ2 @ W2_.T
    dZ1 = dA1 * (1 - A1 ** 2)
    write("first", folder, X=X_, Y=Y_, W1=W1_, b1=b1_, W2=W2_, b2=b2_, dZ2=dZ2, dA1=dA1, dZ1=dZ1,
          dW2=A1.T @ dZ2, db2=dZ2.sum(axis=0), dW1=X_.T @ dZ1, db1=dZ1.sum(axis=0))


def second(folder):
    """One mistake: dW is overwritten where the examples are to be added up."""
    A1 = np.tanh(W1 @ X + b1)
    A2 = sigmoid(W2 @ A1 + b2)
    dZ2 = A2 - Y
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (1 - A1 ** 2)
    for i in range(m):
        dW2 = np.outer(dZ2[:, i], A1[:, i]) / m  # += is due
        dW1 = np.outer(dZ1[:, i], X[:, i]) / m
    write("second", folder, X=X, Y=Y, W1=W1, b1=b1, W2=W2, b2=b2, dZ2=dZ2, dA1=dA1, dZ1=dZ1,
          dW2=dW2, db2=dZ2.mean(axis=1), dW1=dW1, db1=dZ1.mean(axis=1))


def third(folder):
    """Two mistakes: db is a sum, and tanh' is written without its square."""
    A1 = np.tanh(W1 @ X + b1)
    A2 = sigmoid(W2 @ A1 + b2)
    dZ2 = A2 - Y
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (1 - A1)                         # 1 - A1 ** 2 is due
    write("third", folder, X=X, Y=Y, W1=W1, b1=b1, W2=W2, b2=b2, dZ2=dZ2, dA1=dA1, dZ1=dZ1,
          dW2=dZ2 @ A1.T / m, db2=dZ2.sum(axis=1),  # mean is due
          dW1=dZ1 @ X.T / m, db1=dZ1.sum(axis=1))


def main(folder=FOLDER):
    for somebody in (first, second, third):
        somebody(folder)


if __name__ == "__main__":
    main()
