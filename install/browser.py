"""A Chromium for the browser tests: found, else installed by the system's package manager, else by Playwright."""

import os
import shutil
import subprocess
from pathlib import Path

from install.progress import going_on

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PROJECT = Path(__file__).resolve().parent.parent
PLAYWRIGHT = PROJECT / "var" / "playwright"


def find_browser():
    """Path of a Chromium on this machine, or None."""
    given = os.environ.get("HUURKOMPAS_CHROMIUM")
    if given:
        return given
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    for path in APPLICATIONS:
        if os.path.exists(path):
            return path
    downloaded = sorted(PLAYWRIGHT.glob("chromium*/chrome-*/chrome*")) if PLAYWRIGHT.exists() else []
    return next((str(path) for path in downloaded if os.access(path, os.X_OK) and path.is_file()), None)


def ensure_browser(say):
    """Find or install a Chromium. Raises SetupError with the fix when neither works."""
    if find_browser():
        return
    say("Chromium voor de browsertests wordt geïnstalleerd …")
    for attempt in (_with_apt, _with_playwright):
        with going_on("Chromium installeren", say):
            attempt()
        if find_browser():
            return
    from install.environments import SetupError

    raise SetupError(
        "Er is geen Chromium gevonden, en installeren lukte niet.\n"
        "Oplossing: installeer Chromium (Debian: apt-get install chromium) of wijs er een aan met HUURKOMPAS_CHROMIUM."
    )


def _with_apt():
    if not shutil.which("apt-get"):
        return
    prefix = [] if os.geteuid() == 0 else (["sudo", "-n"] if shutil.which("sudo") else None)
    if prefix is None:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run([*prefix, "apt-get", *arguments], check=False, env=environment, stdout=subprocess.DEVNULL)


def _with_playwright():
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(PLAYWRIGHT)}
    python = PROJECT / "var" / "env" / "bot" / "bin" / "python"
    subprocess.run([str(python), "-m", "playwright", "install", "chromium"], check=False, env=environment)
