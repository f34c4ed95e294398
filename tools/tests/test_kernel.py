"""The kernelspec, and notebooks in the real kernel."""
import base64
import contextlib
import io
import json
import subprocess
import unittest
from pathlib import Path
from unittest import mock

from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from tools import build, environment, kernel, machine
from tools.inside import outputs, pictures, publish
from tools.inside.execute import CellFailed, execute
from tools.tests.machines import ScratchTest, program


class Kernelspec(ScratchTest):
    def install(self, java: str = "/jdk 17/bin/java", jars: tuple[str, ...] = ("/lib/backstep-notebook.jar",)) -> dict:
        library = mock.patch("tools.build.class_path", return_value=[Path(jar) for jar in jars])
        with library, contextlib.redirect_stdout(io.StringIO()) as told:
            kernel.install(self.scratch, machine.Jdk(Path(java), Path(java).parents[1], "17"))
        self.told = told.getvalue()
        return json.loads((self.scratch / "share/jupyter/kernels/java/kernel.json").read_text(encoding="utf-8"))

    def test_one_jvm_with_our_class_path(self):
        argv = self.install()["argv"]
        self.assertEqual((argv[0], argv[-1]), ("/jdk 17/bin/java", "{connection_file}"))
        jjava = self.scratch / "share/jupyter/kernels/java/jjava.jar"
        self.assertEqual(argv[argv.index("-cp") + 1], f"{jjava}{kernel.os.pathsep}/lib/backstep-notebook.jar")

    def test_the_jvm_takes_its_options_without_a_word(self):
        command = [machine.find_jdk().java, *build.LIBRARY_OPTIONS, *kernel.MEMORY, "--version"]
        started = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual((started.returncode, started.stderr), (0, ""))
        self.assertEqual(len(started.stdout.splitlines()), 3, started.stdout)

    def test_written_anew_only_for_another_jdk_or_class_path(self):
        self.install()
        self.assertIn("Installed the kernel", self.told)
        self.install()
        self.assertEqual(self.told, "")
        self.assertEqual(self.install("/jdk 25/bin/java")["argv"][0], "/jdk 25/bin/java")
        self.assertIn("/other.jar", self.install("/jdk 25/bin/java", ("/other.jar",))["argv"][-3])

    def test_jupyterlab_asks_nothing(self):
        self.install()
        settings = json.loads((self.scratch / "share/jupyter/lab/settings/overrides.json").read_text(encoding="utf-8"))
        self.assertEqual(
            settings, {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}})


class RealKernel(ScratchTest):
    """`run` on notebooks of our own."""

    def publish(self, *sources: str, renew: bool = False) -> str:
        self.path = self.scratch / "notebook.ipynb"
        book = new_notebook(cells=[new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)])
        self.path.write_text(outputs.text(book), encoding="utf-8")
        return self.again()

    def again(self) -> str:
        with contextlib.redirect_stdout(io.StringIO()) as told, mock.patch("sys.argv", ["publish", str(self.path)]):
            self.code = publish.main()
        return told.getvalue()

    def test_written_once(self):
        told = self.publish("int a = 3;", 'System.out.println("ü ∂ " + a);', "a * 2")
        self.assertIn("notebook.ipynb: written", told)
        cells = outputs.code_cells(outputs.read(self.path))
        self.assertEqual([cell.execution_count for cell in cells], [1, 2, 3])
        self.assertEqual((cells[1].outputs[0].text, cells[2].outputs[0].data["text/plain"]), ("ü ∂ 3\n", "6"))
        self.assertIn("notebook.ipynb: unchanged", self.again())

    def test_stops_at_the_first_failure(self):
        told = self.publish("int half(int x) { return x / 0; }", "int a = 3;\nhalf(a)", "int never = 1;")
        content = self.path.read_text(encoding="utf-8")
        self.assertEqual(self.code, 1)
        self.assertIn("notebook.ipynb, cell 2 failed:\n    int a = 3;\n    half(a)\njava.lang.ArithmeticException: / "
                      "by zero", told)
        self.assertNotRegex(told, r"Traceback|\bat org\.|\x1b")
        self.assertIn("is left as it was", told)
        self.assertIn('"execution_count": null', content)

    def test_a_cell_that_does_not_compile(self):
        told = self.publish('int x = "three";')
        self.assertIn("incompatible types: java.lang.String cannot be converted to int", told)

    def test_a_kernel_that_never_lives(self):
        dies = {"argv": ["sh", "-c", "echo no port is free"], "display_name": "Dies", "language": "java"}
        program(self.scratch / "kernels/dies/kernel.json", json.dumps(dies))
        book = new_notebook(cells=[new_code_cell("1 + 1")])
        at_exit = mock.patch("atexit.register")  # where nbclient would trip over the kernel that it has not got
        found = mock.patch.dict("os.environ", JUPYTER_PATH=str(self.scratch))
        with found, at_exit, self.assertRaises(CellFailed) as raised:
            execute(book, self.scratch, self.scratch / "kernel.log", kernel="dies")
        self.assertRegex(str(raised.exception), r"(?s)^cell 1 failed:.*The kernel died .*no port is free")

    def test_a_kernel_that_dies(self):
        self.assertIn("cell 2 failed:\n    System.exit(3)\nThe kernel died",
                      self.publish("int y = 1;", "System.exit(3)"))


@unittest.skipUnless(machine.find_browser(), "needs a Chromium or Chrome")
class RealPicture(unittest.TestCase):
    def test_drawn_by_plotly(self):
        """Of the figure's own size, transparent where the figure is."""
        figure = {"data": [{"type": "scatter", "y": [1, 2]}],
                  "layout": {"width": 320, "height": 200, "paper_bgcolor": "rgba(0,0,0,0)"}}
        cell = new_code_cell("f()", outputs=[new_output("display_data", {outputs.FIGURE: figure})])
        book = new_notebook(cells=[cell])
        self.assertEqual(pictures.add(book, new_notebook(), machine.find_browser()), 0)
        picture = Image.open(io.BytesIO(base64.b64decode(outputs.figures(book)[0].data[outputs.PICTURE])))
        self.assertEqual(picture.size, (320 * pictures.SCALE, 200 * pictures.SCALE))
        self.assertEqual(picture.convert("RGBA").getpixel((1, 1))[3], 0)


class Pins(unittest.TestCase):
    def test_everything_is_pinned(self):
        for pins in (environment.READER, environment.DEVELOPER):
            lines = [line for line in pins.read_text().splitlines() if line and not line.startswith("#")]
            self.assertEqual([line for line in lines if "==" not in line.split(";")[0]], [])
