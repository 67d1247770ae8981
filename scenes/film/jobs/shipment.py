"""What a scene needs beside the project's own code, taken along to workers that share no disk."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scenes.film.cache import code, packages
from scenes.film.errors import ProductionError, reason
from scenes.film.jobs.draw_job import DrawJob
from scenes.film.jobs.placed_files import placed

PROJECT_SUFFIXES = (".py", ".toml")
"""Files of the project's packages that every worker gets."""


@dataclass(frozen=True)
class Shipment:
    """A scene's file with the modules beside it, and the data that it reads, such as pictures."""

    scene: str
    root: str
    """The folder that the project lies in, where the scene was planned."""
    folder: str
    """The working folder there."""
    imports: tuple[str, ...]
    """Folders that the scene's modules are imported from."""
    packages: Mapping[str, str]
    """Versions of what else the scene may use."""
    files: Mapping[str, bytes]
    """Contents by absolute path."""

    @contextmanager
    def unpacked(self) -> Iterator[None]:
        """Let all of it be found in this process as it was where the scene was planned.

        Files keep their absolute paths; what belongs below the project's folder also goes below the folder
        of this process's project. Raises `ProductionError` where that cannot be, and for other packages.
        """
        for name, version in self.packages.items():
            found = packages.versions((name,)).get(name, "not at all")
            if found != version:
                raise ProductionError(
                    f"{self.scene}: a worker has {name} {found}, here it is {version}: frames could differ"
                )
        for path, content in self.files.items():
            if Path(path).is_relative_to(self.root):
                target = code.ROOT / Path(path).relative_to(self.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        with ExitStack() as stack:
            try:
                stack.enter_context(placed(self.files))
            except ProductionError as error:
                raise ProductionError(f"{self.scene}: {error}") from error
            except OSError as error:
                raise ProductionError(
                    f"{self.scene}: a worker cannot have its files under the paths that they have here: "
                    f"{reason(error)}"
                ) from error
            sys.path += self.imports
            if Path(self.folder).is_dir():
                os.chdir(self.folder)
            yield


def shipment_of(job: DrawJob) -> Shipment:
    """Read what a job's scene needs. Raises `ProductionError` for data that is no longer what was planned."""
    files: dict[str, bytes] = {}
    for path in (*job.files, *job.data):
        if not _of_project(path):
            try:
                content = (code.ROOT / path).read_bytes()
            except OSError as error:
                raise ProductionError(f"{job.name}: {reason(error)}") from error
            if path in job.data and hashlib.sha256(content).hexdigest() != job.data[path]:
                raise ProductionError(f"{job.name}: {path} was changed while it was drawn; render again")
            files[str(code.ROOT / path)] = content
    home = code.home(job.entry.module.partition(".")[0]) if job.entry.file is None else code.ROOT
    return Shipment(
        scene=job.name,
        root=str(code.ROOT),
        folder=str(Path.cwd()),
        imports=() if home == code.ROOT else (str(home),),
        packages=job.packages,
        files=files,
    )


def _of_project(path: str) -> bool:
    """Tell whether a path is that of a file that every worker gets."""
    parts = Path(path).parts
    return parts[0] in code.PACKAGES and path.endswith(PROJECT_SUFFIXES)
