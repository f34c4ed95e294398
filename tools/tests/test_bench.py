"""`lab.py bench` with invented timings and contestants that only pretend: nothing depends on how fast anything is."""
import contextlib
import io
import json
import re
import sys
import unittest
from unittest import mock

import lab
from tools import bench, bench_docs, contestants, jmh, timings
from tools.console import ROOT, Problem
from tools.contestants import Absent, Contestant, Entry
from tools.tests.machines import ScratchTest, program
from tools.timings import Spread, Timing

PRETENDER = """import sys
from array import array
open(sys.argv[1], "wb").write(array("d", map(float, sys.argv[2].split())).tobytes())
print("ready {\\"version\\": \\"1\\"}", flush=True)
for turn in sys.stdin:
    print(float(turn) * 1000, flush=True)
"""


class Amounts(unittest.TestCase):
    def test_a_median_lies_between_its_quartiles(self):
        self.assertEqual(Spread.of([5, 1, 3, 2, 4]), Spread(3, 2, 4))
        self.assertEqual(Spread.of([7]), Spread(7, 7, 7))

    def test_ratios_are_taken_turn_by_turn(self):
        """A machine that was slow for one turn was slow for both."""
        ours, peer = Timing((10.0, 1000.0, 10.0)), Timing((20.0, 2000.0, 20.0))
        self.assertEqual(timings.ratio(peer, ours), Spread(2, 2, 2))

    def test_turns_that_do_not_pair_are_refused(self):
        with self.assertRaises(ValueError):
            timings.ratio(Timing((1.0, 2.0)), Timing((1.0,)))

    def test_units(self):
        for nanoseconds, told in ((7.849, "7.85 ns"), (999.4, "999 ns"), (2346, "2.35 µs"), (70_000, "70 µs"),
                                  (999_900, "1 ms"), (13_800_000, "13.8 ms"), (123_456_789, "123 ms"),
                                  (1.5e9, "1.5 s")):
            self.assertEqual(timings.duration(nanoseconds), told)

        for octets, told in ((0.0046, "0 B"), (999.4, "999 B"), (2048, "2.05 kB"), (27_000_000, "27 MB")):
            self.assertEqual(jmh.size(octets), told)

    def test_the_table(self):
        best = {"blas": "openblas", "threads": 1}
        workload = {"ours": Timing((2000.0, 2000.0, 2000.0), best),
                    "jax": Timing((11_000.0, 12_000.0, 10_000.0), {"threads": 2}),
                    "torch": Timing(absent="no module named torch")}
        self.assertEqual(timings.table(workload, "ours").splitlines(), [
            "|       | time   | quartiles             | with               | of ours            |",
            "|-------|--------|-----------------------|--------------------|--------------------|",
            "| ours  | 2 µs   | 2 µs – 2 µs           | openblas, 1 thread |                    |",
            "| jax   | 11 µs  | 10.5 µs – 11.5 µs     | 2 threads          | 5.5× (5.25 – 5.75) |",
            "| torch | absent | no module named torch |                    |                    |"])


class Result(ScratchTest):
    def test_what_is_written_is_read_again(self):
        file = self.scratch / "target/bench.json"
        workloads = {"deep": {"ours": Timing((4.0, 2.0, 3.0), {"blas": "vector"}),
                              "numpy": Timing((1.0,), {"threads": 2}), "torch": Timing(absent="why")}}
        timings.write(file, workloads)
        self.assertEqual(timings.read(file), workloads)
        entry = json.loads(file.read_text(encoding="utf-8"))["deep"]
        self.assertEqual(entry["ours"], {"median": 3, "quartiles": [2.5, 3.5], "blas": "vector", "turns": [4, 2, 3]})
        self.assertEqual(entry["torch"], {"absent": "why"})


class Turns(ScratchTest):
    def entry(self, name: str, script: str = PRETENDER, parameters: str = "1 2 3") -> Entry:
        file = self.scratch / f"{name}.f64"
        written = program(self.scratch / f"{name}.py", script)
        return Entry(name, (sys.executable, str(written), str(file), parameters), self.scratch, file)

    def started(self, *entries: Entry) -> list[Contestant]:
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        return stack.enter_context(bench.started(entries, bench.QUICK))

    def test_they_take_turns(self):
        order = []
        with mock.patch.object(Contestant, "turn", lambda one, seconds: order.append(one.entry.name) or seconds):
            running = self.started(self.entry("a"), self.entry("b"))
            order.clear()
            self.assertEqual(contestants.race(running, 2, 0.25), [(0.25, 0.25), (0.25, 0.25)])
        self.assertEqual(order, ["a", "b", "a", "b"])

    def test_a_turn_is_answered(self):
        one, = self.started(self.entry("a"))
        self.assertEqual((one.facts, one.turn(0.002)), ({"version": "1"}, 2.0))

    def test_all_take_the_same_step(self):
        contestants.check_same_step(self.started(self.entry("a"), self.entry("b", parameters="1 2 3.0000000001"),
                                                 self.entry("limit", parameters="")))

    def test_whoever_takes_another_step_is_named(self):
        for parameters in ("1 2 3.00000001", "1 2", "1 nan 3"):
            running = self.started(self.entry("a"), self.entry("b", parameters=parameters))
            with self.subTest(parameters), self.assertRaisesRegex(Problem, "b does not take the step that a takes"):
                contestants.check_same_step(running)

    def test_why_a_peer_is_absent(self):
        with self.assertRaises(Absent) as raised:
            self.started(self.entry("a", script="import nowhere\n"))
        self.assertEqual(raised.exception.what, "ModuleNotFoundError: No module named 'nowhere'")

    def test_who_dies_in_a_turn(self):
        one, = self.started(self.entry("a"))
        one.process.kill()
        with self.assertRaises(Absent):
            one.turn(0.1)

    def test_nobody_is_left_running(self):
        with bench.started([self.entry("a"), self.entry("b")], bench.QUICK) as running:
            self.assertEqual([one.process.poll() for one in running], [None, None])
        self.assertEqual([one.process.poll() for one in running], [0, 0])

    def test_variables_that_slow_openblas_reach_nobody(self):
        script = PRETENDER.replace('\\"1\\"', '%s').replace('}", flush', '}" % json.dumps(sorted(os.environ)), flush')
        with mock.patch.dict("os.environ", {name: "x" for name in contestants.SLOWING}):
            one, = self.started(self.entry("a", script="import json, os\n" + script))
        self.assertFalse({*one.facts["version"]} & {*contestants.SLOWING})
        self.assertIn("PATH", one.facts["version"])

    def test_the_faster_count_of_threads_is_taken(self):
        slow = PRETENDER.replace("* 1000", "* 2000")
        tries = [self.entry("one", slow), self.entry("two")]
        self.assertEqual(bench.fastest(tries).name, "two")

    def test_settings_that_cannot_run_are_passed_over(self):
        broken = self.entry("broken", script="import nowhere\n")
        self.assertEqual(bench.fastest([broken, self.entry("a")]).name, "a")
        with self.assertRaises(Absent):
            bench.fastest([broken])


class Docs(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        (self.scratch / "docs").mkdir()
        self.page = self.scratch / "docs/benchmarks.md"
        self.page.write_text(bench_docs.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        for module, name, value in ((bench_docs, "PAGE", self.page), (bench_docs, "ROOT", self.scratch),
                                    (jmh, "RESULT", self.scratch / "jmh.json")):
            stack.enter_context(mock.patch.object(module, name, value))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        self.result, self.machine = self.scratch / "bench.json", self.scratch / "machine.json"

    def test_tables_go_into_their_places_and_the_text_stays(self):
        before = self.page.read_text(encoding="utf-8")
        invented = {"ours": Timing((5.0,)), "ours_training": Timing((3.0,)), "passes": Timing((6.0,))}
        timings.write(self.result, {name: invented for name in [*bench.STEPS, "check"]})
        self.machine.write_text('{"machine": "2 cores of a loom", "versions": {"numpy": "0.1"}}', encoding="utf-8")
        step = {"benchmark": "backstep.bench.StepBenchmark.step", "params": {"workload": "deep"},
                "primaryMetric": {"score": 1234.5, "scoreUnit": "ns/op", "scoreError": "NaN"},
                "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 2048.0}}}
        jmh.RESULT.write_text(json.dumps([step]), encoding="utf-8")
        self.assertEqual(bench_docs.write(self.result, self.machine), 0)
        after = self.page.read_text(encoding="utf-8")
        self.assertEqual(len(re.findall(r"^\| ours +\| 5 ns", after, re.MULTILINE)), 4)
        self.assertIn("2 cores of a loom.\n\n- numpy: 0.1\n", after)
        self.assertIn("| Step: step | deep | 1.23 µs |   | 2.05 kB   |", after)
        filled = re.compile(r"(?<=write-docs -->).*?(?=<!-- end)", re.DOTALL)
        self.assertEqual(filled.sub("", after), filled.sub("", before))

    def test_without_a_run(self):
        with self.assertRaisesRegex(Problem, "There is no bench.json yet"):
            bench_docs.write(self.result, self.machine)


class Command(unittest.TestCase):
    def test_a_part_that_is_not_there(self):
        with mock.patch("sys.argv", ["lab.py", "bench", "mnist"]), contextlib.redirect_stderr(io.StringIO()) as told:
            self.assertEqual(lab.main(), 2)
        self.assertIn("The benchmarks have no part mnist; they have xor221,", told.getvalue())

    def test_nothing_depends_on_the_benchmarks(self):
        poms = [path for path in ROOT.glob("lib/*/pom.xml") if "backstep-bench" in path.read_text(encoding="utf-8")]
        self.assertEqual(poms, [ROOT / "lib/bench/pom.xml"])

    def test_both_sides_speak_of_the_same_workloads(self):
        java = (ROOT / "lib/bench/src/main/java/backstep/bench/Workload.java").read_text(encoding="utf-8")
        python = (ROOT / "lib/bench/peers/workloads.py").read_text(encoding="utf-8")
        for name in bench.STEPS:
            self.assertIn(f'"{name}"', java)
            self.assertIn(f'"{name}"', python)

    def test_the_machine_is_described_without_its_name(self):
        self.assertRegex(bench.described(), r"^\d+ cores of \S.*, \w+$")
        self.assertNotIn(bench.platform.node(), bench.described())
