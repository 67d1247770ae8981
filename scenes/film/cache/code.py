"""Which of the project's files a module's behaviour depends on, and digests of their code."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from scenes.film.errors import ProductionError

STARTED = time.time()
"""When this process, or the one that it is a copy of, began to import the project."""

ROOT = Path(__file__).parents[3]
"""The folder that the project's packages lie in."""

PACKAGES = ("backprop_core", "config", "scenes")
"""What runs where chapters are drawn."""


def reached(modules: Iterable[str], file: str | None = None) -> tuple[str, ...]:
    """Return the import closure of modules: the files of the project, and of the modules' own packages.

    Modules that lie beside a scene's `file` belong to it. Paths are below the root, absolute for what lies
    elsewhere. Imports inside functions count. Raises `OSError` and `SyntaxError` for a file that cannot be
    read.
    """
    found: dict[str, None] = {}
    waiting = list(modules)
    homes = {name.partition(".")[0]: home(name.partition(".")[0]) for name in (*PACKAGES, *waiting)}
    if file is not None:
        homes |= _beside(Path(file), homes)
        waiting += _imports(file)
        found[_named(Path(file))] = None
    seen = set(waiting)
    while waiting:
        path = _file(waiting.pop(), homes)
        if path is None or path in found:
            continue
        found[path] = None
        fresh = set(_imports(path)) - seen
        seen |= fresh
        waiting.extend(fresh)
    return tuple(sorted(found))


def digest(path: str) -> str:
    """Return a digest of the code of a file below the root, without its comments and docstrings.

    A file that is gone has the digest "", one with an error of syntax that of its bytes.
    """
    try:
        text = (ROOT / path).read_bytes()
    except OSError:
        return ""
    return _digest_of(text)


def digests(
    modules: Iterable[str], since: float, *, file: str | None = None, loaded: float | None = None
) -> dict[str, str]:
    """Return the digest of every file that modules reach, and those beside a scene's `file`.

    Raises `ProductionError` for a file changed after a time (seconds since the epoch), one that does not lie
    below the root after it was `loaded`: what runs may be older than what the file says.
    """
    files = reached(modules, file)
    for path in files:
        latest = loaded if loaded is not None and Path(path).is_absolute() else since
        if (ROOT / path).stat().st_mtime > latest:
            raise ProductionError(f"{path} was changed while the scenes were read; render again")
    return {path: digest(path) for path in files}


def changed(known: Mapping[str, str]) -> str | None:
    """Return the first file whose digest is no longer the given one, None if there is none."""
    return next((path for path, before in known.items() if digest(path) != before), None)


@cache
def _digest_of(text: bytes) -> str:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        # Whoever imports the file is told where; here it only is no longer what it was.
        return hashlib.sha256(text).hexdigest()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [part for part in node.body if not _is_docstring(part)]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@cache
def home(package: str) -> Path:
    """Return the folder that a top-level package or module lies in; the root where it cannot be found."""
    if package in PACKAGES:
        return ROOT
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return ROOT
    file = Path(spec.origin)
    return file.parents[1] if spec.submodule_search_locations else file.parent


def _file(module: str, homes: Mapping[str, Path]) -> str | None:
    """Return where a module of the top-level packages with a home lies, None for any other."""
    parts = module.split(".")
    home = homes.get(parts[0])
    if home is None:
        return None
    place = home.joinpath(*parts)
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            return _named(path)
    return None


def _beside(file: Path, known: Mapping[str, Path]) -> dict[str, Path]:
    """Return the folder of the modules and packages that lie beside a file, by their names."""
    names = (
        path.stem
        for path in file.parent.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    )
    return {name: file.parent for name in names if name not in known}


def _named(path: Path) -> str:
    """Return a path as digests name it: below the root if it lies there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def _imports(path: str) -> tuple[str, ...]:
    """Return every module that a file may import: what it names, and the packages above that."""
    return _imported((ROOT / path).read_bytes())


@cache
def _imported(text: bytes) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            found.update(dict.fromkeys(".".join(parts[:count]) for count in range(1, len(parts) + 1)))
    return tuple(found)
