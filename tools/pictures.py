"""Draw the README's pictures anew: a frame of a rendered chapter, taken where one of its beats ends."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import av
from PIL import Image

BEATS = {"backward_pass": "sum_up", "heatmap_cross_sections": "two_slopes"}
"""The beat of each chapter that its picture shows."""

FOLDER = Path(__file__).resolve().parent.parent


def frame_at(video: Path, seconds: float, picture: Path) -> None:
    """Save the last frame before a time as PNG. Raises `ValueError` if the video has none."""
    last = None
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= seconds:
                break
            last = frame
    if last is None:
        raise ValueError(f"{video}: no frame before {seconds} s")
    Image.fromarray(last.to_ndarray(format="rgb24")).save(picture, optimize=True)


def main() -> int:
    """Render the chapters into a folder that goes away, and write docs/<chapter>.png."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        command = [sys.executable, "-m", "scenes", "render", *BEATS, "--quality", "draft", "--out", folder]
        code = subprocess.run(command, cwd=FOLDER, check=False).returncode
        if code:
            return code
        plan = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        (FOLDER / "docs").mkdir(exist_ok=True)
        for chapter in plan["chapters"]:
            ends = {beat["id"]: beat["end"] for beat in chapter["beats"]}
            picture = FOLDER / "docs" / f"{chapter['id']}.png"
            frame_at(out / "chapters" / f"{chapter['id']}.mp4", ends[BEATS[chapter["id"]]], picture)
            print(picture.relative_to(FOLDER))
    return 0


if __name__ == "__main__":
    sys.exit(main())
