"""The static picture of each figure, for GitHub, PDF and wherever Plotly is not: drawn by Plotly itself, in a real
browser.

An unchanged figure keeps its picture, byte for byte: browsers draw the same figure with slightly different pixels.
"""
import asyncio
import base64
import io

from nbformat import NotebookNode

from tools.inside.outputs import FIGURE, PICTURE, figures, fingerprint, pictured

WIDTH, HEIGHT = 700, 360  # the height is the one that JupyterLab's extension draws with
# JupyterLab shows a picture pixel by pixel and cuts off what is wider than the cell: a sharper picture would be a
# larger one.
SCALE = 1
COLOURS = 64  # a figure has few; a fifth of the bytes, and no difference that one sees


def add(notebook: NotebookNode, committed: NotebookNode, browser: str | None) -> int:
    """Give each figure its picture; return how many have none, for want of a browser."""
    known = {fingerprint(output.data[FIGURE]): output.data[PICTURE]
             for output in figures(committed) if pictured(output)}
    new = [output for output in figures(notebook) if fingerprint(output.data[FIGURE]) not in known]
    if new and browser:
        drawn = asyncio.run(_draw([output.data[FIGURE] for output in new], browser))
        known |= {fingerprint(output.data[FIGURE]): picture for output, picture in zip(new, drawn)}
    for output in figures(notebook):
        mark = fingerprint(output.data[FIGURE])
        output.data.pop(PICTURE, None)
        output.metadata = {}
        if mark in known:
            output.data[PICTURE] = known[mark]
            output.metadata = {FIGURE: {"sha256": mark}}
    return 0 if browser else len(new)


async def _draw(specifications: list[dict], browser: str) -> list[str]:
    """All of them in one session of the browser, with the plotly.js of PyPI's plotly and nothing from the network."""
    from kaleido import Kaleido, PageGenerator  # here: it is slow to load, and mostly not needed

    async with Kaleido(n=1, path=browser, page_generator=PageGenerator(mathjax=False)) as session:
        return [_compact(await session.calc_fig(_static(figure), opts=_size(figure))) for figure in specifications]


def _compact(png: bytes) -> str:
    """The same picture with a palette, as the notebook holds it: in base64."""
    from PIL import Image  # comes with requirements-dev.txt, like kaleido

    small = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True)
    return base64.b64encode(small.getvalue()).decode()


def _static(figure: dict) -> dict:
    return {"data": figure.get("data", []), "layout": figure.get("layout", {})}


def _size(figure: dict) -> dict:
    layout = figure.get("layout", {})
    return {"format": "png", "width": layout.get("width", WIDTH), "height": layout.get("height", HEIGHT),
            "scale": SCALE}
