"""Figures broken on purpose, beside a sound one: a check that lets one of them pass, or refuses the sound one, is worth nothing."""
from collections.abc import Callable
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools.inside import outputs, steps
from tools.inside.outputs import FIGURE, PICTURE

GREY = {PICTURE: "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAADklEQVR42mNoAAMGCAUAKg4GAQj2DKEAAAAASUVORK5CYII="}  # 2 × 2 pixels
DATA = [{"type": "scatter", "x": [1, 2, 3], "y": [1, 4, 9]}]
LAYOUT = {"xaxis": {"title": {"text": "w"}}, "yaxis": {"title": {"text": "J<sub>1</sub>"}}}



def stepped(*frames: dict) -> dict:
    """With a slider and Play over these frames."""
    names, still = [str(number) for number in range(len(frames))], {"mode": "immediate", "transition": {"duration": 0}}
    controls = {"sliders": [{"x": 0.2, "len": 0.8, "pad": {"t": 70}, "steps": [
        {"label": name, "method": "animate", "args": [[name], {**still, "frame": {"duration": 0, "redraw": True}}]} for name in names]}],
        "updatemenus": [{"type": "buttons", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "pad": {"t": 70}, "showactive": False, "buttons": [
            {"label": "Play", "method": "animate", "args": [None, {**still, "fromcurrent": True, "frame": {"duration": 300, "redraw": True}}]},
            {"label": "Pause", "method": "animate", "args": [[None], {**still, "frame": {"duration": 0, "redraw": True}}]}]}]}
    return {"data": DATA, "layout": LAYOUT | controls | {"height": 500, "margin": {"b": 180}},
            "frames": [{"name": name, **frame} for name, frame in zip(names, frames)]}


def heights(*values: int) -> dict:
    return {"traces": [0], "data": [{"y": list(values)}]}


FIGURES = [
    {FIGURE: {"data": DATA, "layout": LAYOUT}} | GREY,                     # 1: sound
    {FIGURE: {"data": [], "layout": LAYOUT}} | GREY,                       # 2: draws nothing
    {FIGURE: {"data": DATA, "layout": {"xaxis": {"title": "w"}}}} | GREY,  # 3: its title is a bare string, which Plotly ignores
    {FIGURE: {"data": DATA, "layout": LAYOUT}},                            # 4: has no picture
    {FIGURE: "{data: []}"} | GREY,                                         # 5: JSON as a string
    {FIGURE: stepped(heights(1, 4, 9), heights(1, 4, 2), heights(1, 4, 3))} | GREY,  # 6: sound, with a slider
    {FIGURE: stepped(heights(1, 4, 9), heights(1, 4, 9), heights(1, 4, 9))} | GREY,  # 7: its slider changes nothing
    {FIGURE: stepped({}, heights(1, 4, 2), heights(1, 4, 3))} | GREY,      # 8: its first state does not come back
]
EXPECTED = [
    "7 of 8 figures show their picture",
    "figure 5 does not become live under the pointer",
    "figure 2 has no marks",
    "figure 3 does not show its axis title w",
    "figure 5 is not live",
    *[f"figure {number}, {width} pixels wide: {fault}" for number, fault in [
        (7, "moving the slider does not change the picture"),
        (8, "place 0 looks different after coming back")] for width in steps.WIDTHS],
]


def faults(look: Callable[..., list[str]], folder: Path) -> list[str]:
    """What the check `look` says of these figures has to be what is wrong with them."""
    shown = [new_output("display_data", {**bundle, "text/plain": "figure"}) for bundle in FIGURES]
    notebook = new_notebook(cells=[new_code_cell("figure", execution_count=1, outputs=[output]) for output in shown])
    outputs.normalise(notebook)
    path = folder / "planted.ipynb"
    path.write_text(outputs.text(notebook), encoding="utf-8")
    told = look(path, photograph=False)
    return ([f"not found: {fault}" for fault in EXPECTED if fault not in told]
            + [f"wrongly found: {fault}" for fault in told if fault not in EXPECTED])
