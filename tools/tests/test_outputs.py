"""When two runs count as the same."""
import copy
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.inside import outputs, pictures
from tools.inside.outputs import FIGURE, MADE_BY, PICTURE


def notebook(*cells):
    for number, cell in enumerate(cells, 1):
        cell.execution_count = number
    return new_notebook(cells=[new_markdown_cell("# Text"), *cells])


def figure(*numbers: float) -> dict:
    return {"data": [{"type": "scatter", "y": list(numbers)}], "layout": {"height": 300}}


def shows(data: dict, source: str = "f()", tags: tuple[str, ...] = (), **metadata):
    cell = new_code_cell(source, outputs=[new_output("execute_result", copy.deepcopy(data), execution_count=7)])
    cell.metadata.update(metadata, **({"tags": list(tags)} if tags else {}))
    return cell


class Numbers(unittest.TestCase):
    def test_six_digits_in_figures(self):
        self.assertEqual(outputs.rounded({"y": [1 / 3, 123456789.0, 1e-17 / 3, -0.0, None, True, 12345678]}),
                         {"y": [0.333333, 123457000, 3.33333e-18, 0, None, True, 12345678]})

    def test_what_jupyterlab_saves_is_the_same_figure(self):
        self.assertEqual(outputs.fingerprint(figure(3.0, 1 / 3)), outputs.fingerprint(figure(3, 0.33333333)))
        self.assertNotEqual(outputs.fingerprint(figure(3.0)), outputs.fingerprint(figure(3.0001)))

    def test_text_is_exact(self):
        before, now = notebook(shows({"text/plain": "0.10000000000000001"})), notebook(shows({"text/plain": "0.1"}))
        self.assertEqual(outputs.differences(before, now), [
            "cell 1 (- committed, + now):\n     text/plain\n    -0.10000000000000001\n    +0.1"])

    def test_long_differences_are_cut(self):
        before, now = (notebook(shows({FIGURE: figure(*range(start, start + 100))})) for start in (0, 1000))
        self.assertRegex(outputs.differences(before, now)[0], r"… and \d+ more lines$")


class Files(unittest.TestCase):
    def written(self, book) -> str:
        outputs.normalise(book)
        return outputs.text(book)

    def test_nothing_tells_of_the_run(self):
        timed = shows({"text/plain": "1"}, execution={"iopub.status.busy": "2026-01-01"})
        book = notebook(timed)
        book.metadata["language_info"] = {"name": "Java", "version": "17.0.15+6"}
        content = self.written(book)
        self.assertNotIn("iopub", content)
        self.assertNotIn("17.0.15", content)
        self.assertIn('"execution_count": 1', content)
        self.assertTrue(content.endswith("}\n"))

    def test_writing_twice_is_writing_once(self):
        with TemporaryDirectory() as folder:
            path = Path(folder, "a.ipynb")
            path.write_text(self.written(notebook(shows({FIGURE: figure(0.123456789)}))), encoding="utf-8")
            self.assertEqual(self.written(outputs.read(path)), path.read_text(encoding="utf-8"))

    def test_new_cells_get_stable_ids(self):
        with TemporaryDirectory() as folder:
            path = Path(folder, "a.ipynb")
            cell = '{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": ["1 + 1"]}'
            path.write_text(f'{{"cells": [{cell}, {cell}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 4}}',
                            encoding="utf-8")
            first, second = (outputs.read(path) for _ in range(2))
            self.assertEqual(first, second)
            self.assertEqual((first.nbformat_minor, len({cell.id for cell in first.cells})), (5, 2))


class Varying(unittest.TestCase):
    """A cell tagged `varies` keeps what is committed, until its source changes."""

    def kept(self, source: str, **options) -> str:
        before = notebook(shows({"text/plain": "1e-16"}, "noise()", ["varies"], **{MADE_BY: outputs.sha256("noise()")}))
        now = notebook(shows({"text/plain": "2e-16"}, source, ["varies"]))
        outputs.keep_varying(now, before, **options)
        self.assertEqual(outputs.code_cells(now)[0].metadata[MADE_BY], outputs.sha256(source))
        self.assertEqual(outputs.differences(before, now), [])
        return outputs.code_cells(now)[0].outputs[0].data["text/plain"]

    def test_kept(self):
        self.assertEqual(self.kept("noise()"), "1e-16")

    def test_kept_under_the_number_that_its_cell_has_now(self):
        before = notebook(shows({"text/plain": "1e-16"}, "noise()", ["varies"], **{MADE_BY: outputs.sha256("noise()")}))
        now = notebook(shows({"text/plain": "2e-16"}, "noise()", ["varies"]))
        outputs.code_cells(before)[0].outputs[0].execution_count = 4
        outputs.code_cells(now)[0].execution_count = 7
        outputs.keep_varying(now, before)
        self.assertEqual(outputs.code_cells(now)[0].outputs[0].execution_count, 7)

    def test_another_source(self):
        self.assertEqual(self.kept("noise(2)"), "2e-16")

    def test_renewed(self):
        self.assertEqual(self.kept("noise()", renew=True), "2e-16")


class Pictures(unittest.TestCase):
    """An equal figure keeps its picture, also where there is no browser."""

    def setUp(self) -> None:
        self.committed = notebook(shows({FIGURE: figure(1, 2), PICTURE: "cGljdHVyZQ=="}))
        self.output = outputs.figures(self.committed)[0]
        self.output.metadata = {FIGURE: {"sha256": outputs.fingerprint(figure(1, 2))}}

    def added(self, *numbers: float) -> tuple[int, dict]:
        now = notebook(shows({FIGURE: figure(*numbers)}))
        bare = pictures.add(now, self.committed, browser=None)
        return bare, outputs.figures(now)[0]

    def test_equal(self):
        bare, output = self.added(1.0, 2.00000001)
        self.assertEqual((bare, output.data[PICTURE]), (0, "cGljdHVyZQ=="))
        self.assertTrue(outputs.pictured(output))

    def test_changed(self):
        bare, output = self.added(1, 2.1)
        self.assertEqual((bare, output.data.get(PICTURE), output.metadata), (1, None, {}))

    def test_a_picture_of_another_figure(self):
        self.output.data[FIGURE] = figure(5)
        self.assertFalse(outputs.pictured(self.output))
        self.assertEqual(self.added(5)[0], 1)
