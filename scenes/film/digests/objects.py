"""Digests of objects: everything that can be reached from some values, in one canonical form.

Two runs of the same program have the same digest where they are in the same state. What has no state that
could be read (a generator, a lock, a handle of the system) is `opaque`; whoever asks decides what that means.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

import numpy as np
from manim import Mobject, ValueTracker

from scenes.film.digests.asked import Asked
from scenes.film.digests.forms import SCALARS, form_of
from scenes.film.digests.functions import code_of, home_of, is_code, release
from scenes.film.digests.kinds import layout_of

_GRID = 1e8
"""Steps of a unit of the scene that positions are told apart by: a millionth of a pixel at 1080p."""

_CAIROS_NAME = re.compile(r"(surface|source-)\d+")
"""What Cairo calls groups of an SVG: by a count of all that this process has drawn."""

_DEEPEST = 200_000
"""Calls into each other that a digest may take: objects may be chained as long as a scene likes."""

_FLOATS = np.dtype(np.float64)


class _Sizes(dict[tuple[int, ...], str]):
    """The text for each size of an array of float64."""

    def __missing__(self, shape: tuple[int, ...]) -> str:
        found = self[shape] = f"{_FLOATS.str}{shape}"
        return found


_SIZES = _Sizes()


def rounded(positions: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return positions (scene units) without what is far below a pixel."""
    # Zero is added so that there is but one zero.
    return np.rint(positions * _GRID) + 0.0


@contextmanager
def deep_calls() -> Iterator[None]:
    """Let functions written in Python call each other as deep as a digest may need."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class ObjectDigest:
    """The digest of some values, one after the other, and of all that they refer to.

    Of the scene only what is `asked` counts; `folder` is where the process keeps its files, whose place does
    not count. `places` tell mobjects apart, by identity, where they stand on stage; of those in `by_look`
    nothing else counts. `ways` says how objects of a type are taken in, `checked` which code was found to be
    the same as before.
    """

    def __init__(
        self,
        asked: Asked,
        folder: str,
        places: Mapping[int, int],
        ways: Callable[[type], Way],
        checked: set[tuple[int, ...]],
        *,
        by_look: Set[int] = frozenset(),
    ) -> None:
        self.asked, self._folder, self._places, self._find = asked, folder, places, ways
        self._by_look, self._checked = by_look, checked
        self._ways: dict[type, Way] = {}
        self._texts: list[str] = []
        self._bytes: list[Any] = []
        self._points: list[np.ndarray[Any, Any]] = []
        self._above: ObjectDigest | None = None
        self._seen: dict[int, int] = {}
        self._owners: dict[int, int] = {}
        self._kept: list[Any] = []
        self._variables: set[tuple[int, str]] = set()
        self._kinds: dict[type, str] = {}
        self.opaque: list[str] = []
        """What was met whose state cannot be read, by its type."""

    def add(self, *values: Any) -> None:
        """Take in values."""
        with deep_calls():
            for value in values:
                self.walk(value)

    def result(self) -> str:
        """Return the digest, once everything was taken in."""
        with deep_calls():
            for name, value in self.asked.fresh():
                self.feed(f"{name}=")
                self.walk(value)
        return self.digest()

    def digest(self) -> str:
        """Return the digest of what was taken in so far."""
        found = hashlib.blake2b("".join(self._texts).encode("utf-8", "surrogatepass"), digest_size=16)
        for part in self._bytes:
            found.update(part)
        if self._points:
            found.update(rounded(np.concatenate(self._points, axis=None)).data)
        return found.hexdigest()

    def walk(self, value: Any) -> None:
        """Take in a value."""
        kind = type(value)
        if kind in SCALARS:
            self._texts.append(f"{value!r};")
            return
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._find(kind)
        way(self, value)

    def feed(self, text: str) -> None:
        """Take in a text that tells about what follows."""
        self._texts.append(text)

    def told(self, text: str) -> None:
        """Take in a text that may name the folder of this process."""
        self._texts.append(text.replace(self._folder, "") if self._folder and self._folder in text else text)

    def text(self, value: str) -> None:
        """Take in a text of the scene."""
        if self._folder and self._folder in value:
            value = value.replace(self._folder, "")
        self.asked.told(value)
        self._texts.append(f"{value!r};")

    def binary(self, value: Any) -> None:
        """Take in bytes, whose number was told before."""
        self._bytes.append(bytes(value))

    def array(self, value: np.ndarray[Any, Any], *, positions: bool = False) -> None:
        """Take in an array, rounded if it holds `positions`; arrays that share memory are told apart."""
        if self.met(value):
            return
        self._texts.append(f"{value.dtype.str}{value.shape}")
        if value.base is not None:
            self._shared(value)
        if value.dtype.hasobject:
            self.items("objects", value.ravel().tolist())
        elif positions and value.dtype == np.float64:
            self._points.append(value)
        else:
            self._bytes.append(value.tobytes())

    def _shared(self, value: np.ndarray[Any, Any]) -> None:
        owner: Any = value
        while isinstance(owner, np.ndarray) and owner.base is not None:
            owner = owner.base
        known = self._seen.get(id(owner), self._owners.get(id(owner)))
        if known is None:
            self._owners[id(owner)] = len(self._owners)
            self._kept.append(owner)
        else:
            start = value.__array_interface__["data"][0]
            first = (
                np.asarray(owner).__array_interface__["data"][0] if isinstance(owner, np.ndarray) else start
            )
            self.feed(f"part of {known} from {start - first} by {value.strides};")

    def items(self, kind: str, values: Iterable[Any]) -> None:
        """Take in values that have an order."""
        self._texts.append(f"{kind}[")
        for value in values:
            self.walk(value)
        self._texts.append("]")

    def mapping(self, value: Mapping[Any, Any]) -> None:
        """Take in keys and values in their order."""
        if self.met(value):
            return
        self._texts.append("{")
        for key, inner in list(value.items()):
            self.walk(key)
            self.walk(inner)
        self._texts.append("}")

    def members(self, values: Iterable[Any]) -> None:
        """Take in the members of a set.

        Numbers come in the order of the set, which is the same everywhere; others in that of their digests.
        """
        found = list(values)
        if all(type(one) in SCALARS for one in found):
            self.items("numbers", found)
            return
        looks = [self._look(one) for one in found]
        several = Counter(looks)
        keys = [
            look if several[look] == 1 else self._apart(one) for one, look in zip(found, looks, strict=True)
        ]
        if len({*keys}) < len(found):
            self.opaque.append("set of objects that look alike")
        self.items("set", (one for _, one in sorted(zip(keys, found, strict=True), key=itemgetter(0))))

    def _look(self, value: Any) -> str:
        """Return what tells a member of a set from most others, at little cost."""
        place = self._places.get(id(value))
        if place is not None:
            return f"at {place:09}"
        if isinstance(value, Mobject):
            points = rounded(np.asarray(value.points, float)).tobytes()
            return f"{type(value).__qualname__} {len(value.submobjects)} {points.hex()}"
        return ""

    def apart(self, value: Any) -> str:
        """Return the digest of a value that does not change, whatever was met before."""
        part = self._part()
        part._seen = {}
        part.walk(value)
        self.opaque += part.opaque
        return part.digest()

    def _apart(self, value: Any) -> str:
        part = self._part()
        part._above = self
        part.walk(value)
        return part.digest()

    def _part(self) -> ObjectDigest:
        part = ObjectDigest(
            self.asked, self._folder, self._places, self._find, self._checked, by_look=self._by_look
        )
        part._ways, part._kept = self._ways, self._kept
        return part

    def kind_of(self, kind: type) -> None:
        """Take in a class; once, for whatever object of it comes first."""
        known = self._kinds.get(kind)
        if known is not None:
            self._texts.append(known)
            return
        self._kinds[kind] = f"kind {len(self._kinds)};"
        if is_code(kind):
            self.code(kind)
        else:
            self._texts.append(f"class {release(home_of(kind))} {kind.__qualname__};")

    def code(self, value: Any) -> None:
        """Take in code, and the values of the names that it reads."""
        code = code_of(value, self._checked)
        self._texts.append("code ")
        self._bytes.append(code.digest)
        self.asked.names |= code.names
        if code.blind:
            self.opaque.append(f"code of {value.__qualname__}")
        for owner, space, name in code.variables:
            if (id(owner), name) not in self._variables:
                self._variables.add((id(owner), name))
                self._kept.append(owner)
                self.feed(f"{name}=")
                self.walk(space.get(name, None))

    def state(self, value: Any) -> None:
        """Take in an object with its attributes."""
        if self.met(value):
            return
        kind = type(value)
        layout = layout_of(kind)
        self.kind_of(kind)
        if isinstance(value, list | tuple):
            self.items("items", value)
        elif isinstance(value, dict):
            self.items("items", (part for item in list(value.items()) for part in item))
        elif isinstance(value, set | frozenset):
            self.members(value)
        state = {name: getattr(value, name) for name in layout.slots if hasattr(value, name)}
        attributes = getattr(value, "__dict__", None)
        if layout.native or (attributes is None and not state and kind is not object and not is_code(kind)):
            self.reduced(value, again=True)
        state.update(attributes or {})
        self.attributes(state, layout.works_out)

    def mobject(self, value: Mobject) -> None:
        """Take in a mobject, with its place on stage.

        A position may differ in its last digits by the way that it was come by, which no pixel shows. A
        tracker's position is its value: it counts to its last digit.
        """
        if id(value) in self._by_look:
            self._texts.append(f"at {self._places[id(value)]};")
            return
        if self.met(value):
            return
        kind = type(value)
        layout = layout_of(kind)
        self.kind_of(kind)
        self._texts.append(f"at {self._places.get(id(value))};")
        state = vars(value)
        if layout.slots:
            state = {**state, **{name: getattr(value, name) for name in layout.slots if hasattr(value, name)}}
        exact = isinstance(value, ValueTracker)
        self.attributes(state, layout.works_out, positions=None if exact else "points")

    def attributes(
        self, state: Mapping[str, Any], without: frozenset[str], positions: str | None = None
    ) -> None:
        """Take in attributes, of which one may hold `positions`."""
        form = form_of(state, without)
        texts, seen = self._texts, self._seen
        texts.append(form.text)
        if form.scalars is not None:
            self.told(repr(form.scalars(state)))
        for name in form.arrays:
            array = state[name]
            if id(array) in seen or array.base is not None or array.dtype != _FLOATS or self._above:
                self.array(array, positions=name == positions)
                continue
            seen[id(array)] = len(seen)
            self._kept.append(array)
            texts.append(_SIZES[array.shape])
            if name == positions:
                self._points.append(array)
            else:
                self._bytes.append(array.tobytes())
        for name in form.enums:
            texts.append(state[name]._name_)
        for name in form.lists:
            items = state[name]
            if id(items) in seen or items or self._above:
                self.walk(items)
            else:
                seen[id(items)] = len(seen)
                self._kept.append(items)
                texts.append("[]")
        for name in form.others:
            inner = state[name]
            if name == "id_to_vgroup_dict" and isinstance(inner, dict):
                inner = [(_CAIROS_NAME.sub(r"\1", str(key)), group) for key, group in inner.items()]
            self.walk(inner)

    def reduced(self, value: Any, *, again: bool = False) -> None:
        """Take in an object by what it would be pickled as; `again` if it was met just now."""
        if not again and self.met(value):
            return
        try:
            reduced = value.__reduce_ex__(4)
        except Exception:
            self.opaque.append(type(value).__qualname__)
            return
        if isinstance(reduced, str):
            self.text(reduced)
            return
        self.items("as", (list(part) if hasattr(type(part), "__next__") else part for part in reduced))

    def met(self, value: Any) -> bool:
        """Take note of an object; tell whether it was met before, and stands for itself then."""
        key = id(value)
        known = self._seen.get(key)
        above = self._above
        while known is None and above is not None:
            known, above = above._seen.get(key), above._above
            if known is not None:
                known = -1 - known
        if known is not None:
            self._texts.append(f"again {known};")
            return True
        self._seen[key] = len(self._seen)
        self._kept.append(value)
        return False


Way = Callable[[ObjectDigest, Any], None]
"""How objects of a type are taken in."""
