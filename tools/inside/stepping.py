"""Figures that one can step through, as a reader does: the slider is dragged, Play is pressed, in a narrow and in a wide window."""
from playwright.sync_api import Locator, Page

WIDTHS = (570, 1300)  # of the figure
SLIDER, PLAY = ".slider-rail-touch-rect", ".updatemenu-button"
PLAYED = 8_000  # milliseconds in which Play has to get somewhere
PAUSE = 500
BEGIN = 0.02  # of the slider, from its left end
PLACES = (0.5, 0.95, BEGIN)

# What a reader sees of one state: the notes, and everything that is drawn in the plane, its colours included.
STATE = """figure => ({
    notes: [...figure.querySelectorAll('.annotation-text')].map(text => text.textContent).join('|'),
    drawn: [...figure.querySelectorAll('.trace path, .trace text')].map(mark =>
        [mark.getAttribute('d'), mark.getAttribute('style'), mark.getAttribute('transform'), mark.textContent].join(' ')).join('|'),
})"""
# Texts and lines that stick out of the figure's own picture.
OUTSIDE = """figure => {
    const frame = figure.querySelector('.main-svg').getBoundingClientRect();
    return [...figure.querySelectorAll('.annotation-text, .gtitle, .trace text, .slider-rail-rect, .updatemenu-button')].filter(part => {
        const box = part.getBoundingClientRect();
        return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
    }).map(part => part.textContent.slice(0, 60));
}"""


def faults(page: Page, figure: Locator, notes: bool) -> list[str]:
    """Of a live figure whose JSON has frames; `notes` says whether its frames carry notes."""
    found = []
    size = page.viewport_size
    around = size["width"] - round(figure.bounding_box()["width"])  # what JupyterLab shows to the left and right of a figure
    for width in WIDTHS:
        page.set_viewport_size({"width": width + around, "height": size["height"]})
        page.wait_for_timeout(1_000)
        figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
        found += [f"{width} px: {fault}" for fault in _faults(page, figure, notes)]
    page.set_viewport_size(size)
    page.wait_for_timeout(500)
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
    figure.locator(PLAY).first.click()
    if not any(_changed(page, figure, before["drawn"]) for _ in range(PLAYED // PAUSE)):
        found.append("Play changes nothing")
    figure.locator(PLAY).nth(1).click()
    page.wait_for_timeout(PAUSE)
    return found


def _state_at(page: Page, figure: Locator, place: float) -> dict:
    box = figure.locator(SLIDER).bounding_box()
    page.mouse.click(box["x"] + place * box["width"], box["y"] + box["height"] / 2)
    page.wait_for_timeout(PAUSE)
    return figure.evaluate(STATE)


def _changed(page: Page, figure: Locator, drawn: str) -> bool:
    page.wait_for_timeout(PAUSE)
    return figure.evaluate(STATE)["drawn"] != drawn
