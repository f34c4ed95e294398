"""Files of arrays as NumPy, safetensors (from NumPy and PyTorch) and JAX write them, for ArrayFileTest.

`python write_files.py` writes ../resources/backstep/exchange/files anew; requirements.txt says with what.
Each float array is (-1, -0.5, 0) over (0.5, 1, 1.5), each integer array 0 to 5 in two rows.
"""
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import torch
from numpy.lib import format as npy
from safetensors.numpy import save_file as save_numpy
from safetensors.torch import save_file as save_torch

OUT = Path(__file__).parent / "../resources/backstep/exchange/files"
FLOATS = np.arange(6).reshape(2, 3) / 2 - 1
INTEGERS = np.arange(6).reshape(2, 3)


def types() -> dict[str, np.ndarray]:
    arrays = {name: FLOATS.astype(name) for name in ("float16", "float32", "float64")}
    arrays |= {name: INTEGERS.astype(name) for name in
               ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")}
    return arrays | {"bool": INTEGERS % 2 == 1}


def torch_check(dtype: torch.dtype) -> None:
    """As docs/exchange.md says: parameters and gradients under the names of the modules, an example a row."""
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 3)).to(dtype)
    X, classes = torch.randn(6, 3, dtype=dtype), torch.tensor([0, 1, 2, 2, 1, 0])
    torch.nn.functional.cross_entropy(model(X), classes).backward()
    Y = torch.nn.functional.one_hot(classes).to(dtype)
    save_torch({**model.state_dict(), **{f"{name}.grad": p.grad for name, p in model.named_parameters()},
                "X": X, "Y": Y}, OUT / f"torch-check-{str(dtype)[6:]}.safetensors",
               metadata={"activations": "tanh,softmax", "loss": "softmax cross-entropy"})


def jax_check(dtype: str) -> None:
    """Kernels as Flax names them, and what jax.grad says of ½‖a − y‖² with weight decay."""
    rng = np.random.default_rng(2)
    layers = {f"Dense_{k}": {"kernel": jnp.asarray(rng.normal(size=(m, n)), dtype),
                             "bias": jnp.asarray(rng.normal(size=n), dtype)} for k, m, n in ((0, 3, 3), (1, 3, 2))}
    X, Y = (jnp.asarray(rng.normal(size=(3, n)), dtype) for n in (3, 2))

    def cost(layers: dict) -> jax.Array:
        hidden = jax.nn.softplus(X @ layers["Dense_0"]["kernel"] + layers["Dense_0"]["bias"])
        error = hidden @ layers["Dense_1"]["kernel"] + layers["Dense_1"]["bias"] - Y
        return (error ** 2).sum() / 2 / len(X) + 0.05 * sum((layer["kernel"] ** 2).sum() for layer in layers.values())

    J, gradients = jax.value_and_grad(cost)(layers)
    jnp.savez(OUT / f"jax-check-{dtype}.npz", activations=["softplus", "linear"], loss="squared error", l2=0.1, X=X,
              Y=Y, J=J, **{f"{layer}/{name}": value for layer, both in layers.items() for name, value in both.items()},
              **{f"grad/{layer}/{name}": value for layer, both in gradients.items() for name, value in both.items()})


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    np.savez(OUT / "numpy-types.npz", **types())
    np.savez_compressed(OUT / "numpy-types-compressed.npz", **types())
    np.savez(OUT / "numpy-big-endian.npz", **{name: array.astype(array.dtype.newbyteorder(">"))
                                              for name, array in types().items()})
    np.savez(OUT / "numpy-fortran.npz", **{name: np.asfortranarray(array) for name, array in types().items()})
    np.savez(OUT / "numpy-shapes.npz", number=np.float64(0.1), list=FLOATS[0], row=FLOATS[:1], column=FLOATS[:, :1],
             transposed=FLOATS.T, strided=FLOATS[:, ::2], cube=np.arange(24.0).reshape(2, 3, 4),
             cube_fortran=np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)), empty=np.empty((0, 3)),
             special=np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324]),
             special16=np.array([np.nan, np.inf, -np.inf, -0.0, 6e-8, 65504], np.float16))
    np.savez(OUT / "numpy-texts.npz", activations=["tanh", "sigmoid"], loss="cross-entropy", bytes=np.array([b"tanh"]),
             big=np.array(["ReLU"]).astype(">U4"), letter=np.array(["ℓ₁", "∂"]))
    for version in ((1, 0), (2, 0), (3, 0)):
        with open(OUT / f"numpy-version-{version[0]}.npy", "wb") as file:
            npy.write_array(file, FLOATS, version)
    np.savetxt(OUT / "numpy-savetxt.csv", FLOATS)
    np.savetxt(OUT / "numpy-savetxt-comma.csv", FLOATS, delimiter=",", header="x1,x2,x3")
    np.savetxt(OUT / "numpy-savetxt-6-digits.csv", FLOATS / 3, delimiter="\t", fmt="%.5e")
    save_numpy(types(), OUT / "numpy.safetensors", metadata={"activations": "tanh,sigmoid", "loss": "cross-entropy"})
    floats = torch.tensor(FLOATS)
    save_torch({"float64": floats, "float32": floats.float(), "float16": floats.half(), "bfloat16": floats.bfloat16(),
                "int64": torch.tensor(INTEGERS), "bool": torch.tensor(INTEGERS % 2 == 1)}, OUT / "torch.safetensors")
    layers = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1), torch.nn.Sigmoid())
    with torch.no_grad():
        for k, parameter in enumerate(layers.parameters()):
            parameter.copy_(torch.arange(parameter.numel()).reshape(parameter.shape) / 8 - k / 4)
    save_torch(layers.state_dict(), OUT / "torch-sequential.safetensors")
    jnp.savez(OUT / "jax.npz", float32=jnp.asarray(FLOATS, jnp.float32), float16=jnp.asarray(FLOATS, jnp.float16),
              int32=jnp.asarray(INTEGERS, jnp.int32), bool=jnp.asarray(INTEGERS % 2 == 1))
    jnp.savez(OUT / "jax-bfloat16.npz", bfloat16=jnp.asarray(FLOATS, jnp.bfloat16))
    jax.config.update("jax_enable_x64", True)
    for dtype in ("float32", "float64"):
        torch_check(getattr(torch, dtype))
        jax_check(dtype)
    # A dict of Python's among the arrays: it is pickled, and must not be read.
    np.savez(OUT / "numpy-objects.npz", W1=FLOATS, history=np.array({"loss": [1, 2]}, dtype=object))
    torch.save(layers.state_dict(), OUT / "torch-save.pt")


if __name__ == "__main__":
    main()
