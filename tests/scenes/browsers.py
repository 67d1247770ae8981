"""A real Chromium without a network, for what is made to be opened from disk.

A test module takes the page with `chromium_page = browsers.chromium_page`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.waiting import HANG_GUARD

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_AT_HOME = ("file:", "data:", "blob:", "about:")
_NOTE = """
window.media = [];
for (const kind of ["play", "playing", "pause", "seeked"]) {
  document.addEventListener(kind, ({ target }) => {
    media.push({ kind, film: target.id || target.closest("section")?.id, time: target.currentTime });
  }, { capture: true });
}
"""
"""Notes what happens to each film of a page: whoever looks now and then may miss it on a busy machine."""


def chromium() -> str:
    """Return where the browser is installed; skip the test where there is none."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    return found


def happened(page: Page, kind: str, film: str) -> float:
    """Wait until a film has been played, is playing, paused or sought, and return its time (s) just then.

    That and what happened before is forgotten. A film is named after its own id, or that of its slide.
    """
    same = f"(one) => one.kind === {kind!r} && one.film === {film!r}"
    page.wait_for_function(f"media.some({same})")
    time: float = page.evaluate(f"media.splice(0, media.findIndex({same}) + 1).pop().time")
    return time


@pytest.fixture
def chromium_page() -> Iterator[Page]:
    """Yield an empty page; fail at its end if a request would have left the machine or a script failed."""
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 720})
        context.set_default_timeout(1000 * HANG_GUARD)
        context.add_init_script(_NOTE)
        expect.set_options(timeout=1000 * HANG_GUARD)
        wrong: list[str] = []
        context.on("request", lambda request: _note_stray(request.url, wrong))
        context.on("weberror", lambda error: wrong.append(f"script: {error.error.message}"))
        yield context.new_page()
        browser.close()
    if wrong:
        pytest.fail("\n".join(wrong))


def _note_stray(url: str, wrong: list[str]) -> None:
    if not url.startswith(_AT_HOME):
        wrong.append(f"request: {url[:200]}")
