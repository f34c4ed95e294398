"""What the machine offers: a JDK, a Maven, a browser, a folder to write in. Each is found, or its absence explained."""
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.console import ROOT, Problem, quoted

OLDEST_JAVA = 17
NEEDED_MODULES = ("jdk.compiler", "jdk.jshell")
OLDEST_MAVEN = (3, 8, 1)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSERS_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


@dataclass(frozen=True)
class Jdk:
    """A JDK that can run the notebooks."""

    java: Path
    home: Path
    version: str


def output_of(*command: object, **options) -> str:
    """Everything a command prints; the empty string if it cannot be started."""
    try:
        return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace", **options).stdout
    except OSError:
        return ""


def find_jdk() -> Jdk:
    """The JDK of JAVA_HOME, or else of the `java` on the PATH."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    if home and not java:
        raise Problem(f"JAVA_HOME is {home}, but there is no {Path(home, 'bin', 'java')}.",
                      "set JAVA_HOME=" if os.name == "nt" else "unset JAVA_HOME")
    if not java:
        raise Problem("There is no Java: JAVA_HOME is not set, and no java is on the PATH. Backstep needs a JDK "
                      f"{OLDEST_JAVA} or newer.",
                      install("jdk"))
    settings = output_of(java, "-XshowSettings:properties", "-version")
    found = dict(re.findall(r"^\s*(java\.[a-z.]+) = (.*?)\s*$", settings, re.MULTILINE))
    if "java.specification.version" not in found:
        raise Problem(f"{java} does not answer like a Java:\n{settings.strip()[:300]}", install("jdk"))
    version = found["java.version"]
    if int(found["java.specification.version"].split(".")[0]) < OLDEST_JAVA:
        raise Problem(f"{java} is Java {version}. Backstep needs a JDK {OLDEST_JAVA} or newer"
                      " (if one is installed: set JAVA_HOME to its folder).", install("jdk"))
    modules = output_of(java, "--list-modules")
    missing = [module for module in NEEDED_MODULES if not re.search(rf"^{module}\b", modules, re.MULTILINE)]
    if missing:
        raise Problem(f"{java} (Java {version}) is only a run-time environment, without {' and '.join(missing)}. "
                      "Backstep needs a JDK.",
                      install("jdk"))
    return Jdk(Path(java).absolute(), Path(found["java.home"]), version)


def find_maven(jdk: Jdk) -> list[str]:
    """The command that starts Maven: the one on the PATH if it is new enough, or else the wrapper, which downloads one.
    """
    maven = shutil.which("mvn")
    if maven:
        answer = output_of(maven, "--version", env={**os.environ, "JAVA_HOME": str(jdk.home)})
        version = re.search(r"Apache Maven (\d+)\.(\d+)\.(\d+)", answer)
        if version and tuple(map(int, version.groups())) >= OLDEST_MAVEN:
            return [maven]
    # Started through sh: an unpacked zip has lost the wrapper's permission to be executed.
    return [str(ROOT / "mvnw.cmd")] if os.name == "nt" else ["sh", str(ROOT / "mvnw")]


def find_browser() -> str | None:
    """A Chromium or Chrome; BROWSER_PATH names another one."""
    names = filter(None, (os.environ.get("BROWSER_PATH"), *BROWSERS, *BROWSERS_ELSEWHERE))
    return next(filter(None, map(shutil.which, names)), None)


def check_python() -> None:
    """Debian and Ubuntu split `venv` off into a package of its own."""
    try:
        for module in ("venv", "ensurepip"):
            importlib.import_module(module)
    except ImportError as missing:
        raise Problem(f"{sys.executable} cannot make virtual environments ({missing}).", install("venv")) from None


def check_writable(folder: Path) -> None:
    """By writing: permission bits do not tell of read-only disks."""
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as refusal:
        copy = Path.home() / "backstep"
        raise Problem(f"{folder} cannot be written to ({refusal.strerror}). Work in a copy of it.",
                      f"{quoted('cp', '-r', folder, copy)} && cd {quoted(copy)} && python3 lab.py") from None


def install(what: str) -> str:
    """The command that installs a `jdk`, `venv` or `browser` with this machine's package manager."""
    def has(tool: str) -> bool:
        return bool(shutil.which(tool) or shutil.which(tool, path=os.defpath))

    sudo = "" if not hasattr(os, "geteuid") or os.geteuid() == 0 else "sudo "
    if has("apt-get"):
        package = {"jdk": _debian_jdk(), "venv": "python{}.{}-venv".format(*sys.version_info),
                   "browser": "chromium"}[what]
        return f"{sudo}apt-get update && {sudo}apt-get install -y {package}"
    if has("dnf"):
        return f"{sudo}dnf install -y " + {"jdk": "java-21-openjdk-devel", "venv": "python3",
                                           "browser": "chromium"}[what]
    if has("brew"):
        return "brew install " + {"jdk": "openjdk@21", "venv": "python", "browser": "--cask google-chrome"}[what]
    if has("winget"):
        return "winget install " + {"jdk": "EclipseAdoptium.Temurin.21.JDK", "venv": "Python.Python.3.12",
                                    "browser": "Google.Chrome"}[what]
    return {"jdk": "install a JDK 21 from https://adoptium.net, then set JAVA_HOME to its folder",
            "venv": "install Python from https://www.python.org",
            "browser": "install Chromium or Chrome, then set BROWSER_PATH to its program"}[what]


def _debian_jdk() -> str:
    """The newest long-term JDK that this release of Debian or Ubuntu has; 17 if its lists are not there yet."""
    apt_cache = shutil.which("apt-cache", path=os.defpath) or "apt-cache"
    known = output_of(apt_cache, "pkgnames", "openjdk-").split()
    return next((name for name in ("openjdk-25-jdk-headless", "openjdk-21-jdk-headless") if name in known),
                "openjdk-17-jdk-headless")
