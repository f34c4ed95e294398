"""Figures that one can step through, as a reader does: by the slider and by Play, in a narrow and in a wide window."""
from contextlib import suppress

from playwright.sync_api import ElementHandle, Locator, Page
from playwright.sync_api import TimeoutError as BrowserTimeout

WIDTHS = (570, 1300)  # of the figure
SLIDER, PLAY = ".slider-rail-touch-rect", ".updatemenu-button"
PATIENCE = 8_000  # milliseconds in which the slider and Play have to get somewhere
BEGIN = 0.02  # of the slider, from its left end
PLACES = (0.5, 0.95, BEGIN)

# What a reader sees of one state: the notes, and everything that is drawn in the plane, its colours included.
STATE = """figure => ({
    notes: [...figure.querySelectorAll('.annotation-text')].map(text => text.textContent).join('|'),
    drawn: [...figure.querySelectorAll('.trace path, .trace text')].map(mark =>
        [...['d', 'style', 'transform'].map(name => mark.getAttribute(name)), mark.textContent].join(' ')).join('|'),
})"""
# Texts and lines that stick out of the figure's own picture.
OUTSIDE = """figure => {
    const frame = figure.querySelector('.main-svg').getBoundingClientRect();
    const parts = '.annotation-text, .gtitle, .trace text, .slider-rail-rect, .updatemenu-button';
    return [...figure.querySelectorAll(parts)].filter(part => {
        const box = part.getBoundingClientRect();
        return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
    }).map(part => part.textContent.slice(0, 60));
}"""
# Plotly's own word for what happens to the figure, counted.
LISTEN = """figure => {
    const heard = figure.heard = {};
    for (const event of ['sliderchange', 'transitioned', 'animated', 'animationinterrupted']) {
        heard[event] = 0;
        figure.on(`plotly_${event}`, () => heard[event]++);
    }
}"""
FITS = """([figure, width]) => Math.abs(figure.clientWidth - width) <= 1
    && Math.abs(figure.querySelector('.main-svg').clientWidth - figure.clientWidth) <= 1"""
MOVED = "figure => figure.heard.sliderchange === 0 || figure.heard.transitioned > 0"
PLAYED = f"([figure, drawn]) => ({STATE})(figure).drawn !== drawn || figure.heard.animated > 0"
PAUSED = "figure => figure.heard.animated + figure.heard.animationinterrupted > 0"


def faults(page: Page, figure: Locator, notes: bool) -> list[str]:
    """Of a live figure whose JSON has frames; `notes` says whether its frames carry notes."""
    found = []
    size = page.viewport_size
    around = size["width"] - round(figure.bounding_box()["width"])  # what JupyterLab shows beside a figure
    for width in WIDTHS:
        page.set_viewport_size({"width": width + around, "height": size["height"]})
        page.wait_for_function(FITS, arg=[figure.element_handle(), width])
        figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
        found += [f"{width} px: {fault}" for fault in _faults(page, figure, notes)]
    page.set_viewport_size(size)
    return found


def _faults(page: Page, figure: Locator, notes: bool) -> list[str]:
    if not figure.locator(SLIDER).count():
        return ["there is no slider"]
    found = [f"sticks out: {text}" for text in figure.evaluate(OUTSIDE)]
    before = _state_at(page, figure, BEGIN)
    for place in PLACES:
        after = _state_at(page, figure, place)
        for part in ("notes", "drawn") if notes else ("drawn",):
            if after[part] == before[part]:
                found.append(f"the slider at {place:.0%} changes nothing of what is {part}")
        before = after
    if not _plays(page, figure, before["drawn"]):
        found.append("Play changes nothing")
    return found


def _state_at(page: Page, figure: Locator, place: float) -> dict:
    """What is shown when the slider has been pressed there, and what that sets off has been drawn."""
    figure.evaluate(LISTEN)
    box = figure.locator(SLIDER).bounding_box()
    page.mouse.click(box["x"] + place * box["width"], box["y"] + box["height"] / 2)
    _wait(page, MOVED, figure.element_handle())
    return figure.evaluate(STATE)


def _plays(page: Page, figure: Locator, drawn: str) -> bool:
    """Does Play draw another state before it comes to its end? Then it is paused."""
    figure.evaluate(LISTEN)
    figure.locator(PLAY).first.click()
    _wait(page, PLAYED, [figure.element_handle(), drawn])
    changed = figure.evaluate(STATE)["drawn"] != drawn
    figure.locator(PLAY).nth(1).click()
    _wait(page, PAUSED, figure.element_handle())
    return changed


def _wait(page: Page, until: str, arg: ElementHandle | list) -> None:
    """In vain if the figure stands still: that is what a look then finds."""
    with suppress(BrowserTimeout):
        page.wait_for_function(until, arg=arg, timeout=PATIENCE)
