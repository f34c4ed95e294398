"""What a page does while it is open: what it logs, what it throws, what it asks for."""
from playwright.sync_api import ConsoleMessage, Page


class Visit:
    """One page of the browser, listened to from its first moment."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.logged: list[ConsoleMessage] = []
        self.thrown: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.logged.append(message))  # Playwright marks what it is given
        page.on("pageerror", lambda error: self.thrown.append(error.message))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))

    def complaints(self, *types: str) -> list[str]:
        """What was thrown, and what was logged with one of these types."""
        logged = [message.text for message in self.logged if message.type in types]
        return [f"error: {text}" for text in self.thrown] + [f"console: {text}" for text in logged]

    def strangers(self, *homes: str) -> list[str]:
        """What was asked for elsewhere than below these addresses."""
        return [f"asks for {url}" for url in self.asked if not url.startswith((*homes, "data:", "blob:"))]
