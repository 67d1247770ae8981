"""Manim as it comes: what its configuration files say, a folder's or a user's, changes nothing in a film.

Manim reads `manim.cfg` when it is imported: with the renderer named there it chooses its base classes, and
it loads plugins. Where this package is imported before Manim, those files are not read; the plain `manim`
command comes first and reads them.
"""

from __future__ import annotations

import configparser
import sys
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from typing_extensions import override

if TYPE_CHECKING:
    from manim._config.utils import ManimConfig

_READS_FILES = "manim._config.utils"
_TEMPLATE = "tex_template"
"""What a configuration does not hold among its other values."""


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


@cache
def default_values() -> dict[str, Any]:
    """Return what Manim's configuration holds by itself, by key. Read only."""
    import manim
    from manim._config.utils import ManimConfig

    parser = configparser.ConfigParser()
    with (Path(manim.__file__).parent / "_config" / "default.cfg").open(encoding="utf-8") as file:
        parser.read_file(file)
    return values_of(ManimConfig().digest_parser(parser))


def values_of(config: ManimConfig) -> dict[str, Any]:
    """Return a copy of all that a configuration holds, by key."""
    return deepcopy({**config._d, _TEMPLATE: config.tex_template})


def set_values(config: ManimConfig, values: Mapping[str, Any]) -> None:
    """Set all that a configuration holds.

    Manim's own way sets the renderer again, for which it gives 200 classes new bases: 20 ms.
    """
    if config.renderer is not values["renderer"]:
        config.renderer = values["renderer"]
    copied = deepcopy(dict(values))
    config.tex_template = copied.pop(_TEMPLATE)
    config._d.update(copied)
