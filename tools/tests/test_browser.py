"""The parts of the browser check that need no browser. That it finds broken figures, it proves itself (planted.py)."""
import unittest
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

from tools.inside.checks import lab_page, lab_server, seen, visit


class Network(unittest.TestCase):
    def test_what_a_server_asks_for_is_noted_and_refused(self):
        with lab_server.refusing_proxy() as (proxy, requests):
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
            with self.assertRaises(urllib.error.HTTPError):
                opener.open("http://news.invalid/feed.xml")
        self.assertEqual(requests, ["GET http://news.invalid/feed.xml HTTP/1.1"])

    def test_each_application_has_its_own_address(self):
        self.assertIn("/lab/workspaces/a/tree/a.ipynb?token=t", lab_server.Lab("http://x", "t", Path()).page("a.ipynb"))
        classic = lab_server.Lab("http://x", "t", Path(), "notebook")
        self.assertEqual(classic.page("a.ipynb"), "http://x/notebooks/a.ipynb?token=t")

    def test_what_the_page_asks_for_is_noted(self):
        page = Page()
        seen_by = visit.Visit(page)
        for url in ("http://127.0.0.1:8888/lab", "data:image/png;base64,AA", "https://cdn.invalid/plotly.js"):
            page.tell("request", SimpleNamespace(url=url))
        page.tell("websocket", SimpleNamespace(url="wss://127.0.0.1:9999/"))
        self.assertEqual(seen_by.strangers("http://127.0.0.1:8888"),
                         ["asks for https://cdn.invalid/plotly.js", "asks for wss://127.0.0.1:9999/"])

    def test_what_the_page_complains_of_is_noted(self):
        page = Page()
        seen_by = visit.Visit(page)
        page.tell("pageerror", SimpleNamespace(message="x is not defined"))
        for kind in ("error", "warning", "log"):
            page.tell("console", SimpleNamespace(type=kind, text=f"a {kind}"))
        self.assertEqual(seen_by.complaints("error"), ["error: x is not defined", "console: a error"])
        self.assertEqual(seen_by.complaints("error", "warning")[2:], ["console: a warning"])


class Page:
    """As far as a visit listens to it."""

    def __init__(self) -> None:
        self.listeners: dict = {}

    def on(self, event: str, listener) -> None:
        self.listeners[event] = listener

    def tell(self, event: str, what: SimpleNamespace) -> None:
        self.listeners[event](what)


class Titles(unittest.TestCase):
    def test_markup_and_blanks_do_not_count(self):
        self.assertEqual(lab_page.plain("cost <i>J</i><sub>1</sub>"), lab_page.plain("cost J\u200b1"))

    def test_titles_of_visible_axes(self):
        layout = {"xaxis": {"title": {"text": "w"}}, "yaxis2": {"title": "bare"},
                  "yaxis": {"title": {"text": "no"}, "visible": False},
                  "xaxis3": {}, "title": {"text": "Figure"}}
        self.assertEqual(seen.axis_titles(layout), {"w", "bare"})


class Formulas(unittest.TestCase):
    def faults(self, formulas: int, bad: list[str]) -> list[str]:
        shown = SimpleNamespace(formulas_expected=True, formulas=lambda: formulas, bad_formulas=lambda: bad)
        return seen.formula_faults(shown)

    def test_typeset(self):
        self.assertEqual(self.faults(1, []), [])
        self.assertEqual(self.faults(0, []), ["no formula is typeset"])
        self.assertEqual(self.faults(1, ["$x$"]), ["a formula is not typeset: $x$"])
