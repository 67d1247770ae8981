"""Manim as it comes: what its configuration files say, a folder's or a user's, changes nothing in a film.

Manim reads `manim.cfg` when it is imported: with the renderer named there it chooses its base classes, and
it loads plugins. Where this package is imported before Manim, those files are not read; the plain `manim`
command comes first and reads them.
"""

from __future__ import annotations

import configparser
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from manim._config.utils import ManimConfig

_READS_FILES = "manim._config.utils"


class _LibraryOnly(MetaPathFinder):
    """Finds the module of Manim that looks for configuration files, and lets it find Manim's own only."""

    @override
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _READS_FILES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                execute(module)
                own, *others = module.config_file_paths()
                module.__dict__["config_file_paths"] = lambda: [own] * (1 + len(others))

            spec.loader.__dict__["exec_module"] = exec_module
        return spec


def ignore_config_files() -> None:
    """Let Manim, if it is not imported yet, read no configuration file but its own."""
    if _READS_FILES not in sys.modules and not any(isinstance(one, _LibraryOnly) for one in sys.meta_path):
        sys.meta_path.insert(0, _LibraryOnly())


def default_config() -> ManimConfig:
    """Return the configuration that Manim has by itself."""
    import manim
    from manim._config.utils import ManimConfig

    parser = configparser.ConfigParser()
    with (Path(manim.__file__).parent / "_config" / "default.cfg").open(encoding="utf-8") as file:
        parser.read_file(file)
    return ManimConfig().digest_parser(parser)
