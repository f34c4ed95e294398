"""A step in JAX: one compiled function, differentiated by JAX, the old parameters given up to the new ones."""
import functools

import jax
import jax.numpy as jnp
import numpy as np
from workloads import Workload

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

VERSION = jax.__version__


class Peer:
    """One network, each step a new list of parameters in the memory of the last."""

    def __init__(self, given: Workload, threads: int) -> None:
        self.theta = [(jnp.array(W), jnp.array(b)) for W, b in zip(given.W, given.b)]
        self.X, self.Y = jnp.array(given.X), jnp.array(given.Y)
        hidden = jax.nn.relu if given.hidden == "relu" else jax.nn.sigmoid

        def cost(theta, X, Y):
            A = X
            for W, b in theta[:-1]:
                A = hidden(W @ A + b)
            W, b = theta[-1]
            Z = W @ A + b
            if given.output == "softmax":
                return -jnp.sum(Y * jax.nn.log_softmax(Z, axis=0)) / given.m
            return jnp.sum(jnp.logaddexp(Z, 0) - Y * Z) / given.m

        @functools.partial(jax.jit, donate_argnums=0)
        def step(theta, X, Y):
            return jax.tree.map(lambda p, d: p - given.alpha * d, theta, jax.grad(cost)(theta, X, Y))

        self.step = step

    def run(self, steps: int) -> None:
        theta = self.theta
        for _ in range(steps):
            theta = self.step(theta, self.X, self.Y)
        self.theta = jax.block_until_ready(theta)

    def parameters(self):
        return [np.asarray(p) for pair in self.theta for p in pair]
