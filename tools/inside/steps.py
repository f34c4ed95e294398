"""Figures that one can step through: what the slider and Play do to the picture, in a narrow and in a wide cell."""
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as BrowserTimeout

WIDTHS = 570, 1300  # of the figure, in pixels
REDRAWN, PLAYED = 4_000, 60_000  # milliseconds for one state, and for Play to show some
RAIL = ".slider-rail-touch-rect"
ENOUGH = 3  # states that Play has to show
INTERRUPTED = "undefined"  # Pause makes Plotly reject the promise of what it stops, for no reason given, and nobody waits for that promise

# Everything but the controls: marks, curves, contours and their shades, ticks, and the texts beside them.
DRAWING = """figure => [...figure.querySelectorAll('.cartesianlayer, .annotation, .gtitle')]
    .map(part => part.outerHTML).join('')"""
OVERLAPS = """figure => {
    const parts = [...figure.querySelectorAll('.slider-container, .updatemenu-button, .legend, .xtitle, .x2title, .gtitle, .gtitle-subtitle, .annotation-text')]
        .map(part => [part.getAttribute('class') + ' ' + part.textContent.slice(0, 20), part.getBoundingClientRect()]);
    return parts.flatMap(([name, a], k) => parts.slice(k + 1)
        .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
        .map(([other]) => name + ' | ' + other));
}"""


class Stepper:
    """A live figure with a slider."""

    def __init__(self, page: Page, figure: Locator, frames: int) -> None:
        self.page, self.figure, self.frames = page, figure, frames

    def drawing(self) -> str:
        return self.figure.evaluate(DRAWING)

    def place(self) -> int:
        """Where the slider stands, from 0; by its grip, as a reader sees it."""
        grip, rail = (self.figure.locator(css).first.bounding_box() for css in (".slider-grip-rect", RAIL))
        part = (grip["x"] + grip["width"] / 2 - rail["x"] - grip["width"] / 2) / (rail["width"] - grip["width"])
        return round(part * (self.frames - 1))

    def move(self, place: int) -> None:
        """Click on the rail, as a reader does, and wait until the picture stands still."""
        self.figure.evaluate("figure => figure.scrollIntoView({block: 'center'})")
        rail, grip = self.figure.locator(RAIL).first, self.figure.locator(".slider-grip-rect").first.bounding_box()
        box = rail.bounding_box()
        x = grip["width"] / 2 + (box["width"] - grip["width"]) * place / max(1, self.frames - 1)
        rail.click(position={"x": x, "y": box["height"] / 2}, force=True)
        self.page.wait_for_timeout(300)
        self.settle()

    def settle(self) -> str:
        """The drawing, once two looks at it are alike."""
        before = self.drawing()
        for _ in range(REDRAWN // 200):
            self.page.wait_for_timeout(200)
            now = self.drawing()
            if now == before:
                break
            before = now
        return before

    def press(self, button: str) -> None:
        self.figure.locator(".updatemenu-button").get_by_text(button, exact=True).click(force=True)

    def widen(self, width: int) -> None:
        """Until the figure is so wide."""
        for _ in range(3):
            view, shown = self.page.viewport_size, self.figure.bounding_box()["width"]
            self.page.set_viewport_size({"width": round(view["width"] + width - shown), "height": view["height"]})
            self.page.wait_for_timeout(700)


def faults(stepper: Stepper, name: str, pictures: Path | None) -> list[str]:
    """What does not work at one of the widths; with photographs in both themes, unless there is no place for them."""
    errors: list[str] = []
    page, view = stepper.page, stepper.page.viewport_size
    page.on("pageerror", note := lambda error: str(error) != INTERRUPTED and errors.append(f"{name}: error in the page: {error}"))
    page.on("console", listen := lambda message: message.type == "error" and errors.append(f"{name}: error on the console: {message.text}"))
    try:
        for width in WIDTHS:
            stepper.widen(width)
            errors += [f"{name}, {width} pixels wide: {fault}" for fault in (_size(stepper, width) + (_slider(stepper) or _play(stepper)))]
            if pictures:
                _photograph(stepper, f"{pictures}-{width}")
    finally:
        page.remove_listener("pageerror", note)
        page.remove_listener("console", listen)
        page.set_viewport_size(view)
    return errors


def _size(stepper: Stepper, width: int) -> list[str]:
    figure, drawn = stepper.figure.bounding_box(), stepper.figure.locator(".main-svg").first.bounding_box()
    wrong = [] if abs(drawn["width"] - figure["width"]) < 20 and abs(figure["width"] - width) < 20 else [
        f"the drawing is {drawn['width']:.0f} wide in a figure of {figure['width']:.0f}"]
    return wrong + [f"texts or controls lie on each other: {pair}" for pair in stepper.figure.evaluate(OVERLAPS)]


def _slider(stepper: Stepper) -> list[str]:
    """To the end and back, by way of the middle: each place has its picture, whichever way one came."""
    last, looks, height = stepper.frames - 1, {}, stepper.figure.bounding_box()["height"]
    for place in (0, last, last // 2, 0):
        try:
            stepper.move(place)
        except BrowserTimeout:
            return ["there is no slider"]
        if stepper.place() != place:
            return [f"the slider stands at {stepper.place()} when it is moved to {place}"]
        look = stepper.settle()
        if looks.setdefault(place, look) != look:
            return [f"place {place} looks different after coming back"]
    if stepper.figure.bounding_box()["height"] != height:
        return ["the figure changes its height"]
    return [] if len(set(looks.values())) == len(looks) else ["moving the slider does not change the picture"]


def _play(stepper: Stepper) -> list[str]:
    """From the first state on, until Pause."""
    stepper.press("Play")
    places, looks = set(), set()
    for _ in range(PLAYED // 150):
        stepper.page.wait_for_timeout(150)
        places.add(stepper.place())
        looks.add(stepper.drawing())
        if min(len(places), len(looks)) >= min(ENOUGH, stepper.frames):
            break
    else:
        return [f"Play shows {len(looks)} pictures at {len(places)} places of the slider"]
    stepper.press("Pause")
    stepper.page.wait_for_timeout(1_000)
    still = stepper.place(), stepper.drawing()
    stepper.page.wait_for_timeout(1_500)
    return [] if still == (stepper.place(), stepper.drawing()) else ["it plays on after Pause"]


def _photograph(stepper: Stepper, stem: str) -> None:
    stepper.move(stepper.frames // 3)
    for scheme in ("light", "dark"):
        stepper.page.emulate_media(color_scheme=scheme)
        stepper.page.wait_for_function("dark => (document.body.dataset.jpThemeLight === 'false') === dark", arg=scheme == "dark")
        stepper.page.wait_for_timeout(500)
        stepper.figure.screenshot(path=f"{stem}-{scheme}.png")
    stepper.page.emulate_media(color_scheme="light")
