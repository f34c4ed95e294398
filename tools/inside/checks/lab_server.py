"""A real JupyterLab or Notebook 7 server, as at a reader's first start: no settings but ours, no history or network."""
import contextlib
import json
import os
import secrets
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path

from tools.inside.checks.compare import copied

# Not the reader's settings, for the camera's sake: all cells are drawn at once, and the browser chooses the theme.
CAMERA = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/themes": {"adaptive-theme": True},
}
# Whose setting shows the page's own objects to a script, so that it can ask the kernel's connection whether it stands.
CLASSES = {"jupyterlab": "LabApp", "notebook": "JupyterNotebookApp"}


@dataclass
class Lab:
    """A running server."""

    url: str
    token: str
    notebooks: Path
    application: str = "jupyterlab"
    asked_the_network: list[str] = field(default_factory=list)

    def page(self, notebook: str) -> str:
        """The address of this notebook, in JupyterLab alone in a workspace of its own."""
        if self.application == "notebook":
            return f"{self.url}/notebooks/{notebook}?token={self.token}"
        return f"{self.url}/lab/workspaces/{Path(notebook).stem}/tree/{notebook}?token={self.token}"

    @property
    def host(self) -> str:
        """With its port, as it stands in an address."""
        return self.url.removeprefix("http://")

    def copy(self, notebook: Path) -> Path:
        """A committed notebook, put where this server finds it."""
        return copied(notebook, self.notebooks)

    def end_kernels(self) -> None:
        """Of all notebooks that were opened."""
        for session in json.load(self._ask("/api/sessions")):
            self._ask(f"/api/sessions/{session['id']}", "DELETE").close()

    def answers(self) -> bool:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            self._ask("/api").close()
            return True
        return False

    def _ask(self, path: str, method: str = "GET") -> HTTPResponse:
        return urllib.request.urlopen(urllib.request.Request(f"{self.url}{path}?token={self.token}", method=method))


@contextlib.contextmanager
def running(notebooks: Path, log: Path, application: str = "jupyterlab") -> Iterator[Lab]:
    """JupyterLab (or `notebook`) on this folder; what its processes ask a proxy for is noted."""
    with (tempfile.TemporaryDirectory() as home, refusing_proxy() as (proxy, requests),
          log.open("w", encoding="utf-8") as output):
        lab = Lab(f"http://127.0.0.1:{_free_port()}", secrets.token_hex(16), notebooks, application, requests)
        for name, settings in CAMERA.items():
            path = Path(home, "config/lab/user-settings/@jupyterlab", name + ".jupyterlab-settings")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(settings), encoding="utf-8")
        server = subprocess.Popen(
            [sys.executable, "-m", application, "--no-browser", "--allow-root", f"--port={lab.url.rsplit(':')[-1]}",
             f"--{CLASSES[application]}.expose_app_in_browser=True", "--ServerApp.port_retries=0",
             f"--IdentityProvider.token={lab.token}", f"--ServerApp.root_dir={notebooks}"],
            env={**os.environ, "JUPYTER_CONFIG_DIR": f"{home}/config", "JUPYTER_DATA_DIR": f"{home}/data",
                 "JUPYTER_RUNTIME_DIR": f"{home}/runtime", "IPYTHONDIR": f"{home}/ipython",
                 **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy),
                 **dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost")},
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(lab, server)
            yield lab
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(lab: Lab, server: subprocess.Popen, seconds: int = 60) -> None:
    for _ in range(seconds * 5):
        if lab.answers():
            return
        if server.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"{lab.application} did not start; its log lies beside {lab.notebooks}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def refusing_proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that notes what it is asked for, and refuses it."""
    requests: list[str] = []

    class Refusal(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            requests.append(self.rfile.readline().decode("latin-1").strip())
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", requests
        server.shutdown()
