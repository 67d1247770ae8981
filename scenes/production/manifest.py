"""The manifest: the plan of what lies in the build folder, plus each file's path, size and profile."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scenes.production.files import write_text
from scenes.production.plan import as_text


def record(
    out: Path, chapter: dict[str, Any], paths: Sequence[Path], *, profile: str, order: Sequence[str]
) -> None:
    """Enter one finished chapter into `out/manifest.json`; other chapters keep their entries.

    `chapter` is the chapter's part of the plan, `paths` are its files below `out`, `order` is the
    lecture's order of chapter ids. Entries whose files have gone are dropped, and so is a manifest
    that cannot be read. Raises `OSError`.
    """
    files = [
        {"path": path.relative_to(out).as_posix(), "size": path.stat().st_size, "profile": profile}
        for path in paths
    ]
    entries = {entry["id"]: entry for entry in _present(out)}
    entries[chapter["id"]] = {**chapter, "files": files}
    places = {name: place for place, name in enumerate(order)}
    kept = sorted(entries.values(), key=lambda entry: places.get(entry["id"], len(places)))
    write_text(out / "manifest.json", as_text({"chapters": kept}))


def _present(out: Path) -> list[dict[str, Any]]:
    try:
        entries = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["chapters"]
        return [
            entry
            for entry in entries
            if isinstance(entry["id"], str) and all((out / file["path"]).is_file() for file in entry["files"])
        ]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []
