"""Weights from the files that frameworks save: `model.safetensors:fc1.weight`, `model.npz:w1`.

Nothing in a file is executed: safetensors holds numbers only, NumPy's archives are read without pickle.
"""

from __future__ import annotations

import math
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

LARGEST_FILE = 100_000_000
"""Bytes that a file with weights may have; what is drawn has a few hundred numbers."""

_LARGEST_WEIGHT = 1000.0
_MOST_NUMBERS = 100_000
_ALLOWED = "give model.safetensors:name, model.npz:name or model.npy"


class ModelFileError(ValueError):
    """A file of which no weights can be taken. Its text says what is allowed."""


def weights_in(named: str, folder: Path) -> tuple[tuple[int, ...], Any]:
    """Return shape and numbers (nested lists of floats) of an array in a file, given as `file:name`.

    The file is looked for in `folder`. Raises `ModelFileError` for a file that is missing, too large, or not
    what its name says, for a name that it does not hold, and for numbers that are not finite.
    """
    text, _, name = named.partition(":")
    path = folder / text
    if path.suffix not in _READERS:
        raise ModelFileError(_ALLOWED + " (a pickle such as .pt or .pkl is not read: it can run code)")
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        raise ModelFileError(f"there is no file {text} beside the configuration") from None
    if not path.is_file() or size > LARGEST_FILE:
        raise ModelFileError(f"{text} has {size} bytes, give a file of at most {LARGEST_FILE}")
    array = _READERS[path.suffix](path, name)
    if array.dtype.kind != "f" or array.dtype.itemsize > 8:
        raise ModelFileError(f"{named} holds {array.dtype}, give float32 or float64")
    if array.size == 0 or array.size > _MOST_NUMBERS:
        raise ModelFileError(
            f"{named} has the shape {array.shape}, give a matrix or a vector of a small layer"
        )
    numbers = array.astype(np.float64)
    largest = float(np.abs(numbers).max())
    if not largest <= _LARGEST_WEIGHT:
        shown = "a number that is not finite" if not math.isfinite(largest) else f"the number {largest:.6g}"
        raise ModelFileError(f"{named} holds {shown}, give numbers from -1000 to 1000")
    return tuple(array.shape), numbers.tolist()


def _safetensors(path: Path, name: str) -> Any:
    try:
        with safe_open(path, framework="numpy") as opened:
            names = list(opened.keys())
            if name not in names:
                raise ModelFileError(f"{path.name} holds no {name or 'name'}; it holds {_listed(names)}")
            return opened.get_tensor(name)
    except (SafetensorError, OSError, TypeError, ValueError) as error:
        if isinstance(error, ModelFileError):
            raise
        raise ModelFileError(f"{path.name} is no safetensors file") from None


def _archive(path: Path, name: str) -> Any:
    try:
        if not zipfile.is_zipfile(path):
            raise ModelFileError(f"{path.name} is no archive of NumPy (savez)")
        with zipfile.ZipFile(path) as entries:
            sizes = {entry.filename.removesuffix(".npy"): entry.file_size for entry in entries.infolist()}
        if name not in sizes:
            raise ModelFileError(f"{path.name} holds no {name or 'name'}; it holds {_listed(list(sizes))}")
        if sizes[name] > LARGEST_FILE:
            raise ModelFileError(
                f"{name} in {path.name} has {sizes[name]} bytes, give at most {LARGEST_FILE}"
            )
        with np.load(path, allow_pickle=False) as loaded:
            return loaded[name]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError) as error:
        if isinstance(error, ModelFileError):
            raise
        raise ModelFileError(f"{path.name} cannot be read as numbers") from None


def _array(path: Path, name: str) -> Any:
    try:
        return np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        raise ModelFileError(f"{path.name} cannot be read as numbers") from None


def _listed(names: list[str]) -> str:
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")


_READERS = {".safetensors": _safetensors, ".npz": _archive, ".npy": _array}
