"""The manifest: the plan of what lies in the build folder, and each file's path, size, profile and key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scenes.film.files import write_text
from scenes.film.plan import as_text


class Manifest:
    """What `manifest.json` says about the files of a folder. Entries whose files have gone are not there."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._scenes: dict[str, dict[str, Any]] = {}
        self._joined: dict[str, Any] | None = None
        try:
            found = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
            self._scenes = {entry["id"]: entry for entry in found["chapters"] if self._whole(entry)}
            lecture = found.get("lecture")
            self._joined = lecture if lecture and self._whole(lecture) else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            pass

    def has(self, scene: str, key: str) -> bool:
        """Tell whether a scene's files are there as they were made under a content key."""
        return scene in self._scenes and self._made_under(self._scenes[scene], key)

    def has_joined(self, key: str) -> bool:
        """Tell whether the joined film is there as it was made under a content key."""
        return self._joined is not None and self._made_under(self._joined, key)

    def enter(self, scene: dict[str, Any], paths: Sequence[Path], *, profile: str, key: str) -> None:
        """Enter a finished scene: its part of the plan, its files below the folder. Raises `OSError`."""
        self._scenes[scene["id"]] = {**scene, "files": self._files(paths, profile, key)}

    def enter_joined(self, paths: Sequence[Path], *, profile: str, key: str) -> None:
        """Enter the joined film. Raises `OSError`."""
        self._joined = {"files": self._files(paths, profile, key)}

    def write(self, order: Sequence[str]) -> None:
        """Write the file, the scenes in an order. Raises `OSError`."""
        index = {name: number for number, name in enumerate(order)}
        kept = sorted(self._scenes.values(), key=lambda entry: index.get(entry["id"], len(index)))
        content = {"chapters": kept, **({"lecture": self._joined} if self._joined else {})}
        write_text(self._out / "manifest.json", as_text(content))

    def _files(self, paths: Sequence[Path], profile: str, key: str) -> list[dict[str, Any]]:
        return [
            {
                "path": path.relative_to(self._out).as_posix(),
                "size": path.stat().st_size,
                "profile": profile,
                "key": key,
            }
            for path in paths
        ]

    def _made_under(self, entry: dict[str, Any], key: str) -> bool:
        return all(
            file["key"] == key and (self._out / file["path"]).stat().st_size == file["size"]
            for file in entry["files"]
        )

    def _whole(self, entry: dict[str, Any]) -> bool:
        return all((self._out / file["path"]).is_file() and "key" in file for file in entry["files"])
