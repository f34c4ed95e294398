"""IJava beside JJava: found by its jar, prepared without touching it, held to the committed outputs, and told of where it is absent."""
import contextlib
import io
import json
from pathlib import Path
from unittest import mock

from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools import environment, kernel, proof
from tools.inside import ijava, outputs
from tools.tests.machines import ScratchTest


class SecondKernel(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.target = self.scratch / "target"
        self.target.mkdir()
        for patch in (mock.patch.object(ijava, "TARGET", self.target), mock.patch.object(ijava, "ROOT", self.scratch),
                      mock.patch.object(ijava, "jupyter_path", return_value=[str(self.scratch / "kernels")]),
                      mock.patch.dict("os.environ", {"CONDA_PREFIX": str(self.scratch / "conda")})):
            patch.start()
            self.addCleanup(patch.stop)

    def specification(self, folder: str, *argv: str, **more: object) -> Path:
        path = self.scratch / folder
        path.mkdir(parents=True)
        (path / "kernel.json").write_text(json.dumps({"argv": argv, "language": "java", **more}), encoding="utf-8")
        return path

    def main(self, *notebooks: Path) -> tuple[int, str, dict]:
        with contextlib.redirect_stdout(io.StringIO()) as told:
            code = ijava.main("/jdk/bin/java", "/lib/a.jar", list(notebooks))
        return code, told.getvalue(), json.loads((self.target / "count.json").read_text(encoding="utf-8"))

    def notebook(self, *texts: str, source: str = "x") -> Path:
        cells = [new_code_cell(source, id=f"c{n}", execution_count=n, outputs=[self.result(text, n)]) for n, text in enumerate(texts, 1)]
        path = self.scratch / "01.ipynb"
        path.write_text(outputs.text(new_notebook(cells=cells)), encoding="utf-8")
        return path

    @staticmethod
    def result(text: str, number: int) -> dict:
        return new_output("execute_result", {"text/plain": text}, execution_count=number)

    def answering(self, *texts: str) -> contextlib.AbstractContextManager:
        """A kernel that gives these outputs."""
        def execute(notebook, folder, log, kernel):
            for number, (cell, text) in enumerate(zip(outputs.code_cells(notebook), texts), 1):
                cell.outputs = [self.result(text, number)]
        return mock.patch.object(ijava, "execute", side_effect=execute)

    def test_absent(self):
        """Said in a line; neither passed nor skipped, so that .ci/run, which allows nothing skipped, goes on."""
        code, told, count = self.main(self.notebook("1"))
        self.assertEqual((code, count), (0, {"passed": 0, "failed": 0}))
        self.assertIn("IJava is not installed (conda-forge has it, as `ijava`)", told)
        self.assertEqual(str(proof.Count(5) + proof.Count(**count)), "5 passed, 0 failed")

    def test_ending_without_a_count_is_a_failure(self):
        with mock.patch.object(proof, "TARGET", self.target), mock.patch.object(environment, "python"):
            self.assertEqual(proof._counted("ijava", "ijava"), proof.Count(failed=1))

    def test_found_by_its_jar(self):
        self.specification("kernels/java", "java", "-jar", "/k/jjava-launcher.jar", "/k/jjava.jar", "{connection_file}")
        self.specification("kernels/ours", "java", "-cp", "/k/jjava.jar:/lib/a.jar", "org.dflib.jjava.distro.JJava", "{connection_file}")
        self.specification("kernels/empty")
        (self.scratch / "kernels/empty/kernel.json").write_text("{", encoding="utf-8")
        self.assertIsNone(ijava.installed())
        conda = self.specification("conda/share/jupyter/kernels/java", "java", "-jar", "{resource_dir}/ijava-1.3.0.jar", "{connection_file}")
        self.assertEqual(ijava.installed(), conda)
        first = self.specification("kernels/other", "java", "-jar", "C:\\k\\ijava-1.4.0.jar", "{connection_file}")
        self.assertEqual(ijava.installed(), first)

    def test_its_kernelspec_stays_as_it_is(self):
        argv = ["java", "-Xmx1g", "-jar", "{resource_dir}/ijava.jar", "{connection_file}"]
        installed = self.specification("kernels/java", *argv, env={"IJAVA_TIMEOUT": "-1", "IJAVA_CLASSPATH": ""})
        before = (installed / "kernel.json").read_bytes()
        ijava.prepare(installed, "/jdk/bin/java", "/lib/a.jar")
        self.assertEqual((installed / "kernel.json").read_bytes(), before)
        ours = json.loads((self.target / "kernels" / ijava.NAME / "kernel.json").read_text(encoding="utf-8"))
        self.assertEqual(ours["argv"], ["/jdk/bin/java", "-Xmx1g", "-jar", f"{installed}/ijava.jar", "{connection_file}"])
        self.assertEqual(ours["env"], {"IJAVA_TIMEOUT": "-1", "IJAVA_CLASSPATH": "/lib/a.jar",
                                       "IJAVA_STARTUP_SCRIPT": "backstep.notebook.Notebook.start();"})

    def test_the_same_outputs(self):
        self.specification("kernels/java", "java", "-jar", "/k/ijava.jar", "{connection_file}")
        path = self.notebook("0.5", "Backstep 1 · JJava · seed 42")
        with self.answering("0.5", "Backstep 1 · IJava · seed 42"):
            self.assertEqual(self.main(path)[::2], (0, {"passed": 1, "failed": 0}))
        with self.answering("0.6", "Backstep 1 · IJava · seed 42"):
            code, told, count = self.main(path)
        self.assertEqual((code, count), (1, {"passed": 0, "failed": 1}))
        self.assertRegex(told, r"(?s)FAILED.*cell 1 \(- committed, \+ now\):.*-0\.5\n.*\+0\.6\n")

    def test_a_real_kernel_that_is_not_ijava(self):
        """Ours in IJava's clothes: it runs the cells and gives the right outputs, and is not taken for IJava."""
        ours = json.loads((kernel.folder(environment.VENV) / "kernel.json").read_text(encoding="utf-8"))
        with mock.patch.dict("os.environ"):
            ijava.prepare(self.specification("kernels/java", *ours["argv"]), ours["argv"][0], "/k/ijava.jar")
            self.assertEqual(ijava.faults(self.notebook("2", source="1 + 1")), ["no output tells that IJava ran it"])
