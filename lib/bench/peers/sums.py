"""What the library's own test holds its steps to: after some steps in NumPy, Σ θ_k cos k of each parameter θ.

    python sums.py > ../src/test/resources/backstep/bench/sums.csv
"""
import numpy as np
import numpy_by_hand
from workloads import workload


def main() -> None:
    print("workload,steps,parameter,sum")
    for name, steps in (("xor221", 100), ("mnist30", 10), ("deep", 3), ("width64", 10)):
        peer = numpy_by_hand.Peer(workload(name), threads=1)
        peer.run(steps)
        for number, parameter in enumerate(peer.parameters()):
            weights = np.cos(np.arange(parameter.size))
            total = float(np.sum(parameter.ravel() * weights))
            print(f"{name},{steps},{'Wb'[number % 2]}[{number // 2 + 1}],{total!r}")


if __name__ == "__main__":
    main()
