"""Which OpenBLAS NumPy has, and for which processor it computes: an old one, or one told otherwise, is far slower."""
import numpy as np
from threadpoolctl import threadpool_info


def version() -> str:
    """For example `2.4.6 with OpenBLAS 0.3.31 for SkylakeX`."""
    blas = next((pool for pool in threadpool_info() if pool["internal_api"] == "openblas"), None)
    return np.__version__ + (f" with OpenBLAS {blas['version']} for {blas['architecture']}" if blas else "")
