"""Figures broken on purpose, beside sound ones: a check that mistakes one for the other is worth nothing."""
from collections.abc import Callable
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools.inside import outputs
from tools.inside.checks import stepping
from tools.inside.outputs import FIGURE, PICTURE

# 2 × 2 pixels.
GREY = {PICTURE: "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAADklEQVR42mNoAAMGCAUAKg4GAQj2DKEAAAAASUVORK5CYII="}
DATA = [{"type": "scatter", "x": [1, 2, 3], "y": [1, 4, 9]}]
LAYOUT = {"xaxis": {"title": {"text": "w"}}, "yaxis": {"title": {"text": "J<sub>1</sub>"}}}


def stepped(*heights: int) -> dict:
    """A figure with a slider and a Play button over frames, of this height each."""
    how = {"mode": "immediate", "frame": {"duration": 400, "redraw": True}, "transition": {"duration": 0}}
    frames = [{"name": str(number), "data": [{"y": [height, height, 9]}], "traces": [0]}
              for number, height in enumerate(heights)]
    steps = [{"label": frame["name"], "method": "animate", "args": [[frame["name"]], how]} for frame in frames]
    buttons = [{"label": label, "method": "animate", "args": [what, how]}
               for label, what in (("Play", None), ("Pause", [None]))]
    menu = {"type": "buttons", "direction": "left", "x": 0.3, "y": 1.2, "buttons": buttons}
    layout = LAYOUT | {"sliders": [{"steps": steps}], "updatemenus": [menu]}
    return {"data": [DATA[0] | {"y": [0, 0, 9]}], "frames": frames, "layout": layout}


FIGURES = [
    {FIGURE: {"data": DATA, "layout": LAYOUT}} | GREY,                     # 1: sound
    {FIGURE: {"data": [], "layout": LAYOUT}} | GREY,                       # 2: draws nothing
    {FIGURE: {"data": DATA, "layout": {"xaxis": {"title": "w"}}}} | GREY,  # 3: a bare string is no title for Plotly
    {FIGURE: {"data": DATA, "layout": LAYOUT}},                            # 4: has no picture
    {FIGURE: "{data: []}"} | GREY,                                         # 5: JSON as a string
    {FIGURE: stepped(1, 2, 3, 4)} | GREY,                                  # 6: sound, with frames
    {FIGURE: stepped(0, 0, 0)} | GREY,                                     # 7: its frames change nothing
]
EXPECTED = [
    "6 of 7 figures show their picture",
    "figure 5 does not become live under the pointer",
    "figure 2 has no marks",
    "figure 3 does not show its axis title w",
    "figure 5 is not live",
    *(f"figure 7 at {width} px: {fault}" for width in stepping.WIDTHS for fault in (
        *(f"the slider at {place:.0%} changes nothing of what is drawn" for place in stepping.PLACES),
        "Play changes nothing")),
]

# A question that is gone before anybody looks.
ASKED = "Would you like to get notified?"
QUESTION = f"""() => new Promise(done => {{
    const question = document.createElement('div');
    question.className = 'Toastify__toast';
    question.textContent = '{ASKED}';
    document.body.append(question);
    requestAnimationFrame(() => {{ question.remove(); done(); }});
}})"""


def write(folder: Path) -> Path:
    """A notebook of these figures, as if it were committed."""
    shown = [new_output("display_data", {**bundle, "text/plain": "figure"}) for bundle in FIGURES]
    notebook = new_notebook(cells=[new_code_cell("figure", execution_count=1, outputs=[output]) for output in shown])
    outputs.normalise(notebook)
    path = folder / "planted.ipynb"
    path.write_text(outputs.text(notebook), encoding="utf-8")
    return path


def faults(path: Path, look: Callable[[Path], list[str]]) -> list[str]:
    """What the check `look` says of these figures has to be what is wrong with them."""
    told = look(path)
    return ([f"not found: {fault}" for fault in EXPECTED if fault not in told]
            + [f"wrongly found: {fault}" for fault in told if fault not in EXPECTED])
