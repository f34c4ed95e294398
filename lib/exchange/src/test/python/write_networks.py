"""300 random networks with what PyTorch's autograd says of them, in float64, for AutogradTest.

`python write_networks.py` writes ../resources/backstep/exchange/autograd.npz anew; requirements.txt says with what.
1 to 4 layers of 1 to 6 units, 1 to 8 examples. All numbers of all networks stand one after the other in `numbers`, a
network's in the order X, Y, then W, b of each layer, J, then dA, dZ, dW, db of each layer; matrices row by row,
examples in rows, W to-from. dA and dZ are derivatives of the sum of the losses, so that each row is its example's own.
"""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

OUT = Path(__file__).parent / "../resources/backstep/exchange/autograd.npz"
NETWORKS, MOST_LAYERS = 300, 4
ACTIVATIONS = {"identity": lambda z: z + 0, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu,
               "leaky relu": lambda z: F.leaky_relu(z, 0.01),
               "softplus": lambda z: F.softplus(z, threshold=700),  # by default it is z above 20, off by 2e-9
               "softmax": lambda z: torch.softmax(z, dim=1)}
LOSSES = {"squared error": lambda z, a, y: (a - y).square().sum() / 2,
          "cross-entropy": lambda z, a, y: F.binary_cross_entropy_with_logits(z, y, reduction="sum"),
          "softmax cross-entropy": lambda z, a, y: -(y * torch.log_softmax(z, dim=1)).sum()}
# The same from the outputs, for dA[L].
FROM_OUTPUT = {"squared error": LOSSES["squared error"],
               "cross-entropy": lambda z, a, y: F.binary_cross_entropy(a, y, reduction="sum"),
               "softmax cross-entropy": lambda z, a, y: -(y * a.log()).sum()}
OUTPUT = {"cross-entropy": "sigmoid", "softmax cross-entropy": "softmax"}
# At 4, 1 - a * a, by which PyTorch derives tanh, has lost 10 of its 53 bits; networks with units beyond are drawn anew.
SATURATED = 4


def network(rng: np.random.Generator) -> tuple:
    layers = int(rng.integers(1, MOST_LAYERS + 1))
    sizes = rng.integers(1, 7, layers + 1).tolist()
    m = int(rng.integers(1, 9))
    loss = str(rng.choice(list(LOSSES)))
    names = [str(name) for name in rng.choice(list(ACTIVATIONS), layers)]
    names[-1] = OUTPUT.get(loss, names[-1])
    l2, l1 = (float(rng.choice([0, 0, 0.01, 0.1])), float(rng.choice([0, 0, 0, 0.02])))
    l1 = 0.0 if l2 else l1
    X = rng.normal(size=(m, sizes[0]))
    Y = rng.normal(size=(m, sizes[-1]))
    if loss == "cross-entropy":
        Y = rng.choice([0.0, 1.0, 0.25], (m, sizes[-1]), p=[0.45, 0.45, 0.1])
    if loss == "softmax cross-entropy":
        Y = np.eye(sizes[-1])[rng.integers(0, sizes[-1], m)]
    scale = rng.choice([0.3, 1.0, 1.5])
    parameters = [array for before, after in zip(sizes, sizes[1:]) for array in
                  (rng.normal(size=(after, before)) * scale / np.sqrt(before), rng.normal(size=after) * scale / 2)]
    return sizes, names, loss, l2, l1, X, Y, parameters


def derived(sizes, names, loss, l2, l1, X, Y, parameters) -> list[torch.Tensor] | None:
    """The numbers in their order; None where a unit is saturated."""
    tensors = [torch.tensor(array, requires_grad=True) for array in parameters]
    X, Y = torch.tensor(X, requires_grad=True), torch.tensor(Y)
    A, Z, a = [X], [], X
    for name, W, b in zip(names, tensors[::2], tensors[1::2]):
        z = a @ W.T + b
        a = ACTIVATIONS[name](z)
        if name in ("tanh", "sigmoid") and z.abs().max() > SATURATED:
            return None
        Z.append(z)
        A.append(a)
    total = LOSSES[loss](Z[-1], a, Y)
    weights = tensors[::2]
    J = total / len(X) + sum(l2 / 2 * W.square().sum() + l1 * W.abs().sum() for W in weights)
    gradients = torch.autograd.grad(J, tensors, retain_graph=True)
    dA = [*(torch.autograd.grad(total, A[1:-1], retain_graph=True) if A[1:-1] else ()),
          *torch.autograd.grad(FROM_OUTPUT[loss](Z[-1], a, Y), a, retain_graph=True)]
    dZ = torch.autograd.grad(total, Z)
    result = [X, Y, *tensors, J.reshape(1)]
    for k in range(len(Z)):
        result += [dA[k], dZ[k], gradients[2 * k], gradients[2 * k + 1]]
    return result


def main() -> None:
    rng = np.random.default_rng(7)
    found, numbers = [], []
    while len(found) < NETWORKS:
        drawn = network(rng)
        result = derived(*drawn)
        if result is not None:
            found.append(drawn)
            numbers += [tensor.detach().numpy().ravel() for tensor in result]
    order, losses = list(ACTIVATIONS), list(LOSSES)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        OUT, activation_names=order, loss_names=losses, numbers=np.concatenate(numbers),
        sizes=np.array([sizes + [0] * (MOST_LAYERS + 1 - len(sizes)) for sizes, *_ in found], np.int8),
        activations=np.array([[order.index(name) for name in names] + [-1] * (MOST_LAYERS - len(names))
                              for _, names, *_ in found], np.int8),
        losses=np.array([losses.index(drawn[2]) for drawn in found], np.int8),
        l2=np.array([drawn[3] for drawn in found]), l1=np.array([drawn[4] for drawn in found]),
        examples=np.array([len(drawn[5]) for drawn in found], np.int8))


if __name__ == "__main__":
    main()
