"""Files of arrays as NumPy, safetensors (from NumPy and PyTorch) and JAX write them, for ArrayFileTest.

`python write_files.py` writes ../resources/backstep/exchange/files anew; requirements.txt says with what.
Each float array is (-1, -0.5, 0) over (0.5, 1, 1.5), each integer array 0 to 5 in two rows.
"""
from pathlib import Path

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
    # A dict of Python's among the arrays: it is pickled, and must not be read.
    np.savez(OUT / "numpy-objects.npz", W1=FLOATS, history=np.array({"loss": [1, 2]}, dtype=object))
    torch.save(layers.state_dict(), OUT / "torch-save.pt")


if __name__ == "__main__":
    main()
