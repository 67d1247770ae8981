"""Measure how soon a picture that is dragged on the page follows the pointer, in Chromium on this machine.

A measurement and no test: it depends on the machine and its load. Exit codes: 0 measured, 2 it cannot be.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRAGS = ("tangent", "map")
MOVES = 100
FOLLOW = """async ([id, places]) => {
  const root = document.getElementById(`${id}-drag`), video = root.querySelector("video");
  const pad = root.querySelector(".pad"), box = pad.getBoundingClientRect(), took = [];
  pad.hasPointerCapture = () => true;
  for (const [x, y] of places) {
    const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    const since = performance.now();
    const passed = () => performance.now() - since;
    const shown = new Promise((done) => video.requestVideoFrameCallback(() => done(passed())));
    pad.dispatchEvent(new PointerEvent("pointermove", { pointerId: 1, bubbles: true, ...at }));
    const late = new Promise((done) => setTimeout(() => done(null), 2000));
    took.push(await Promise.race([shown, late]));
  }
  return took;
}"""
"""Milliseconds from each move's event to the presentation of a frame, null where none came."""


def main() -> int:
    """Make a page in a folder that goes away, drag its pictures and print a line for each."""
    program = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if program is None:
        print("error: chromium is not installed (Debian: apt-get install chromium)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "scenes", "page", "forward_pass", "--quality", "preview"]
        command += ["--out", out]
        if subprocess.run(command, cwd=FOLDER, check=False).returncode:
            return 2
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program)
            page = browser.new_page()
            page.goto((Path(out) / "page" / "index.html").as_uri())
            page.wait_for_function(
                "[...document.querySelectorAll('.drag video')].every((one) => one.readyState > 1)"
            )
            for drag in DRAGS:
                page.evaluate("(id) => document.getElementById(id).scrollIntoView()", f"{drag}-drag")
                chance = random.Random(3)
                places = [
                    [(n % 25 + 0.3 + 0.4 * chance.random()) / 26, 0.1 + 0.8 * chance.random()]
                    for n in range(MOVES)
                ]
                took = [time for time in page.evaluate(FOLLOW, [drag, places]) if time is not None]
                median = f"median {statistics.median(took):.0f} ms" if took else "never"
                print(f"{drag}: {len(took)} of {MOVES} moves followed, {median}")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
