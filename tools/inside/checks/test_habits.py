"""What hurts in other Java notebooks, in the real kernel: Interrupt, long output, exceptions, loggers, Tab."""
import contextlib
import queue
import time
import unittest

from jupyter_client.manager import start_new_kernel

SECONDS = 120
NET = "var net = Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(42);"
DATA = "var X = Matrix.of(2, 4, 0, 0, 1, 1, 0, 1, 0, 1); var Y = Matrix.row(0, 1, 1, 0);"
# Cells that still run, other than the one that asks.
RUNNING = """Thread.getAllStackTraces().entrySet().stream().filter(e -> e.getKey() != Thread.currentThread())
    .filter(e -> Stream.of(e.getValue()).anyMatch(frame -> frame.getClassName().startsWith("REPL."))).count()"""


class Kernel:
    """A running kernel, asked cell by cell."""

    def __init__(self) -> None:
        self.manager, self.client = start_new_kernel(kernel_name="java", startup_timeout=SECONDS)

    def run(self, code: str, *, until: str = "") -> list[tuple[str, dict]]:
        """What the cell sends, until it is done or has sent a message of this type."""
        return list(self.messages(self.client.execute(code), until))

    def messages(self, cell: str, until: str = "", seconds: int = SECONDS):
        while True:
            message = self.client.get_iopub_msg(timeout=seconds)
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != cell or kind == "execute_input":
                continue
            if kind != "status":
                yield kind, content
            if kind == until or content.get("execution_state") == "idle":
                return

    def interrupted(self, endless: str, presses: int = 6) -> list[tuple[str, dict]]:
        """Interrupts an endless cell after it has begun; again, as a reader would, if one got lost on its way through
        JJava.
        """
        # one statement: JJava forgets an interrupt between two
        cell = self.client.execute(f'{{ System.out.println("begun"); {endless} }}')
        answers = list(self.messages(cell, "stream"))
        for _ in range(presses):
            self.manager.interrupt_kernel()
            with contextlib.suppress(queue.Empty):
                for answer in self.messages(cell, seconds=10):
                    answers.append(answer)
                return answers
        raise AssertionError(f"{presses} interrupts, and the cell goes on: {endless}")

    def still_running(self, tries: int = 50) -> int:
        """A cell that ends takes its time."""
        for _ in range(tries):
            (_, answer), = self.run(RUNNING)
            if answer["data"]["text/plain"] == "0":
                return 0
            time.sleep(0.2)
        return int(answer["data"]["text/plain"])

    def end(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


class Habits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()
        cls.addClassCleanup(cls.kernel.end)
        cls.kernel.run(NET + DATA)

    def test_interrupt_stops_what_is_ours(self):
        for work in ("GradientCheck.of(net, X, Y).run();", "NumericalGradient.of(net, X, Y).dZ(1);",
                     "Derivations.GIST.verify();", "Derivations.UFLDL.gallery();",
                     "Figures.stepSizeFan(net, X, Y);", "net = ForwardPass.of(net, X).backward(Y).step(0.1);"):
            with self.subTest(work):
                answers = self.kernel.interrupted("while (true) { %s }" % work)
                self.assertEqual([kind for kind, _ in answers], ["stream", "error"])
                self.assertIn("interrupted", str(answers[1]))
                self.assertEqual(self.kernel.still_running(), 0)

    def test_show_sends_one_output_and_no_result(self):
        for value in ("X", "net", "new double[][] {{1, 2}, {3, 4}}", "Derivations.EFAVDB.gallery()"):
            with self.subTest(value):
                self.assertEqual([kind for kind, _ in self.kernel.run(f"show({value})")], ["display_data"])

    def test_what_is_long_goes_out_as_one_message(self):
        answers = self.kernel.run("System.out.println(Derivations.TWO_LAYER.gallery().toString())")
        self.assertEqual([kind for kind, _ in answers], ["stream"])
        self.assertGreater(answers[0][1]["text"].count("\n"), 20)

    def test_no_logger_speaks(self):
        answers = self.kernel.run("show(Tables.comparison(GradientCheck.of(net, X, Y).run())); "
                                  "Figures.tangents(net, X, Y)")
        self.assertEqual([kind for kind, _ in answers], ["display_data", "execute_result"])

    def test_an_exception_is_short_and_begins_with_our_sentence(self):
        for wrong, sentence in (("ForwardPass.of(net, Y)",
                                 "(2) Z[1] = W[1] X + b[1] 1ᵀ: W[1] is 3×2, X is 1×4: W X needs 2 = 1"),
                                ("X.times(X)", "times: 2×4 times 2×4 needs 4 = 2"),
                                ("net.W(3)",
                                 "layer 3 of 2-3-1 (tanh, sigmoid; cross-entropy): W, b, Z, g exist in layers 1…2")):
            with self.subTest(wrong):
                (kind, error), = self.kernel.run(wrong)
                first, *frames = "\n".join(error["traceback"]).splitlines()
                self.assertEqual(kind, "error")
                self.assertIn(f"java.lang.IllegalArgumentException: {sentence}", first)
                self.assertLessEqual(len(frames), 6)
                self.assertNotRegex("".join(frames), r"org\.dflib|jdk\.")

    def completions(self, code: str) -> list[str]:
        return self.kernel.client.complete(code, len(code), reply=True, timeout=SECONDS)["content"]["matches"]

    def test_tab_completes_our_names(self):
        for code, match in (("Forwar", "ForwardPass"), ("ForwardPass.of(net, X).", "backward("), ("bp", "bp4("),
                            ("Derivations.G", "GIST"), ("Kind.D", "DW")):
            with self.subTest(code):
                self.assertIn(match, self.completions(code))

    def test_shift_tab_shows_our_javadoc(self):
        for code, name, signature, sentence in (
                ("bp3(net.W(1), X)", "bp3", "Matrix Backprop.bp3(Matrix W, Matrix dZ)", "not yet updated"),
                ("Derivations.EFAVDB.equation(\"efavdb-BP3\")", "equation", "equation(String id)",
                 "@return the equation"),
                ("Tables.layers(net)", "layers", "Table Tables.layers(Network net)", "A network, layer by layer.")):
            with self.subTest(code):
                answer = self.kernel.client.inspect(code, code.index(name) + 1, reply=True, timeout=SECONDS)["content"]
                self.assertIn(signature, answer["data"]["text/plain"].replace("backstep.engine.", ""))
                self.assertIn(sentence, answer["data"]["text/plain"])


class Planted(unittest.TestCase):
    def test_a_loop_that_does_not_poll_is_found(self):
        """Else the tests above could not fail. Such a loop only ends with its kernel."""
        kernel = Kernel()
        self.addCleanup(kernel.end)
        kernel.interrupted("long z = 0; while (true) { z++; }")
        self.assertEqual(kernel.still_running(tries=3), 1)
