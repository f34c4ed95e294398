"""The parts of the browser check that need no browser. That it finds broken figures, it proves itself: `tools.inside.planted`."""
import unittest
import urllib.error
import urllib.request

from nbformat.v4 import new_markdown_cell, new_notebook

from tools.inside import browser_check, lab_page, lab_server


class Network(unittest.TestCase):
    def test_what_a_server_asks_for_is_noted_and_refused(self):
        with lab_server.refusing_proxy() as (proxy, requests):
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
            with self.assertRaises(urllib.error.HTTPError):
                opener.open("http://news.invalid/feed.xml")
        self.assertEqual(requests, ["GET http://news.invalid/feed.xml HTTP/1.1"])

    def test_each_application_has_its_own_address(self):
        self.assertIn("/lab/workspaces/a/tree/a.ipynb?token=t", lab_server.Lab("http://x", "t").page("a.ipynb"))
        self.assertEqual(lab_server.Lab("http://x", "t", "notebook").page("a.ipynb"), "http://x/notebooks/a.ipynb?token=t")

    def test_what_the_page_asks_for_is_noted(self):
        check = browser_check.Check.__new__(browser_check.Check)
        check.lab, check.strangers = lab_server.Lab("http://127.0.0.1:8888", "token"), []
        for url in ("http://127.0.0.1:8888/lab", "data:image/png;base64,AA", "https://cdn.invalid/plotly.js", "wss://127.0.0.1:9999/"):
            check.note(url)
        self.assertEqual(check.strangers, ["https://cdn.invalid/plotly.js", "wss://127.0.0.1:9999/"])


class Titles(unittest.TestCase):
    def test_markup_and_blanks_do_not_count(self):
        self.assertEqual(lab_page.plain("cost <i>J</i><sub>1</sub>"), lab_page.plain("cost J\u200b1"))

    def test_titles_of_visible_axes(self):
        layout = {"xaxis": {"title": {"text": "w"}}, "yaxis2": {"title": "bare"}, "yaxis": {"title": {"text": "no"}, "visible": False},
                  "xaxis3": {}, "title": {"text": "Figure"}}
        self.assertEqual(browser_check.axis_titles(layout), {"w", "bare"})


class Formulas(unittest.TestCase):
    def faults(self, formulas: int, bad: list[str]) -> list[str]:
        class Shown:
            def formulas(self):
                return formulas

            def bad_formulas(self):
                return bad

        return browser_check.formula_faults(Shown(), new_notebook(cells=[new_markdown_cell("$x$")]))

    def test_typeset(self):
        self.assertEqual(self.faults(1, []), [])
        self.assertEqual(self.faults(0, []), ["no formula is typeset"])
        self.assertEqual(self.faults(1, ["$x$"]), ["a formula is not typeset: $x$"])
