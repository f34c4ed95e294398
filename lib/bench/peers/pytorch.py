"""A step in PyTorch: its layers, its losses, its automatic differentiation, a plain update in place."""
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, linear
from workloads import Workload

VERSION = torch.__version__


class Peer:
    """One network, trained in place; examples are rows, as PyTorch has them."""

    def __init__(self, given: Workload, threads: int) -> None:
        torch.set_num_threads(threads)
        self.m, self.alpha, self.output = given.m, given.alpha, given.output
        self.W = [torch.tensor(w, requires_grad=True) for w in given.W]
        self.b = [torch.tensor(b[:, 0], requires_grad=True) for b in given.b]
        self.all = self.W + self.b
        self.X, self.Y = torch.tensor(given.X.T.copy()), torch.tensor(given.Y.T.copy())
        self.hidden = torch.relu if given.hidden == "relu" else torch.sigmoid

    def run(self, steps: int) -> None:
        for _ in range(steps):
            A = self.X
            for W, b in zip(self.W[:-1], self.b[:-1]):
                A = self.hidden(linear(A, W, b))
            Z = linear(A, self.W[-1], self.b[-1])
            if self.output == "softmax":
                cost = cross_entropy(Z, self.Y)
            else:
                cost = binary_cross_entropy_with_logits(Z, self.Y, reduction="sum") / self.m
            derivatives = torch.autograd.grad(cost, self.all)
            with torch.no_grad():
                torch._foreach_add_(self.all, derivatives, alpha=-self.alpha)

    def parameters(self):
        return [p.detach().numpy() for pair in zip(self.W, self.b) for p in pair]
