"""A real browser for tests: Chromium through its driver, spoken to in plain JSON."""

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.request

OPTIONS = {
    "args": ["--headless=new", "--no-sandbox", "--window-size=1200,900", "--disable-gpu",
             "--disable-dev-shm-usage", "--disable-background-networking"],
}  # fmt: skip


def is_there():
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Browser:
    """One window. Each method is a word of the WebDriver standard."""

    def __init__(self, address):
        self.address = address
        wanted = {"goog:chromeOptions": OPTIONS, "goog:loggingPrefs": {"performance": "ALL"}}
        made = self._post("session", {"capabilities": {"alwaysMatch": wanted}})
        self.address += f"/session/{made['sessionId']}"

    def open(self, url):
        self._post("url", {"url": url})

    def run(self, script, *arguments):
        return self._post("execute/sync", {"script": script, "args": list(arguments)})

    def as_phone(self, width=390, height=800):
        """Show pages as a phone of this size does, until `as_desk`."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        self._devtools("Emulation.setDeviceMetricsOverride", size)

    def as_desk(self):
        self._devtools("Emulation.clearDeviceMetricsOverride", {})

    def printed(self):
        """The page as the bytes of a PDF."""
        return base64.b64decode(self._post("print", {}))

    def _devtools(self, command, parameters):
        self._post("goog/cdp/execute", {"cmd": command, "params": parameters})

    def requests(self):
        """The address of everything the pages have asked for since the last call."""
        entries = self._post("se/log", {"type": "performance"})
        told = [json.loads(entry["message"])["message"] for entry in entries]
        return [one["params"]["request"]["url"] for one in told
                if one["method"] == "Network.requestWillBeSent"]  # fmt: skip

    def _post(self, word, body):
        request = urllib.request.Request(
            f"{self.address}/{word}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]


@contextlib.contextmanager
def browser():
    port = free_port()
    driver = subprocess.Popen(
        ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: socket.create_connection(("127.0.0.1", port)).close())
        window = Browser(f"http://127.0.0.1:{port}")
        try:
            yield window
        finally:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(
                    urllib.request.Request(window.address, method="DELETE"), timeout=30
                )
    finally:
        driver.kill()
        driver.wait()


def wait_for(found, seconds=120):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return found()
        except (OSError, ValueError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
