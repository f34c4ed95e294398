"""One of those that take turns on one machine: it answers each line, a number of seconds, with the time of one step.

It runs steps for about so long; the answer is in nanoseconds. `backstep.bench.Contestant` speaks the same language.

    python contestant.py SCRIPT WORKLOAD THREADS FIRST_STEPS FILE

runs the first steps, writes the parameters that they led to into the file, says `ready`, then takes turns until its
input ends.
"""
import importlib
import json
import os
import sys
import time


def limited(threads: int) -> None:
    """To so many threads, before any library counts the cores. XLA heeds only the cores it may use."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-threads:])


def nanoseconds(peer, turn: float) -> float:
    """Of one step, over so many as fill the turn. The clock is read after 1, 2, 4, … steps: reading takes time."""
    begin = time.perf_counter_ns()
    steps = past = 0
    while past < turn:
        more = 1 if steps == 0 else max(1, min(steps, int((turn - past) * steps / past)))
        peer.run(more)
        steps += more
        past = time.perf_counter_ns() - begin
    return past / steps


def main() -> None:
    script, name, threads, first_steps, file = sys.argv[1:]
    limited(int(threads))
    module = importlib.import_module(script)
    from workloads import workload

    peer = module.Peer(workload(name), int(threads))
    peer.run(int(first_steps))
    with open(file, "wb") as out:
        for parameter in peer.parameters():
            out.write(parameter.astype("<f8").tobytes())
    print("ready", json.dumps({"version": module.VERSION}), flush=True)
    for line in sys.stdin:
        print(nanoseconds(peer, 1e9 * float(line)), flush=True)


if __name__ == "__main__":
    main()
