"""A sweep: networks drawn by a seed, written as configurations, and the chapters that follow them audited.

    python -m tests.scenes.audit.drawn_networks --kind chain --count 30 --seed 1 --chapters forward_pass,recap

prints every failure, and then how many networks of each activation, loss and depth were audited and failed.
With `--each 3` three of the chapters are audited on each network, in turn.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table

from config import ConfigError, Settings, load_settings
from scenes.audit.run import audit
from scenes.cli.choice import cannot_show
from scenes.course import COURSE

ACTIVATIONS = (
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "softplus",
    "silu",
    "gelu",
    "identity",
    "softmax",
)
LOSSES = ("squared", "half_squared", "mean_squared", "cross_entropy")
DEPTHS, WIDTHS = (1, 6), (1, 4)
ChoiceT = TypeVar("ChoiceT")
RATES = ("0.5", "0.1", "0.01", "1")
_ATTEMPTS = 100


@dataclass(frozen=True)
class DrawnNetwork:
    """A network as a configuration writes it down."""

    widths: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    text: str

    @property
    def row(self) -> tuple[str, str, str]:
        """What the table counts it under: its activations, its loss, its depth."""
        return "+".join(dict.fromkeys(self.activations)), self.loss, str(len(self.activations))


@dataclass(frozen=True)
class Swept:
    """What became of a network: what the audit has against it, or why it was refused."""

    network: DrawnNetwork
    failures: Sequence[str] = ()
    refusal: str = ""
    chapters: tuple[str, ...] = ()


def networks(kind: str, count: int, seed: int) -> Iterator[DrawnNetwork]:
    """Yield drawn networks that are not refused as dead or out of bounds; kind and seed decide which."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "drawn.toml"
        for index in range(count):
            for attempt in range(_ATTEMPTS):
                network = KINDS[kind](random.Random(f"{kind} {seed} {index} {attempt}"), index)
                file.write_text(network.text)
                with suppress(ConfigError):
                    load_settings(file)
                    break
            yield network


def _chain(draw: random.Random, index: int) -> DrawnNetwork:
    """Return a chain; depths take turns."""
    depth = _in_turn(range(DEPTHS[0], DEPTHS[1] + 1), index)
    chosen = [draw.choice(ACTIVATIONS[:-1]) for _ in range(depth)]
    return _network(draw, (1,) * (depth + 1), chosen, _loss(draw, chosen[-1]))


def _wide(draw: random.Random, index: int) -> DrawnNetwork:
    """Return a network of several neurons a layer, softmax among the last ones."""
    depth = _in_turn(range(1, 4), index)
    widths = tuple(draw.randint(*WIDTHS) for _ in range(depth + 1))
    widths = (*widths[:-1], max(2, widths[-1])) if max(widths) == 1 else widths
    last = draw.choice(ACTIVATIONS if widths[-1] > 1 else ACTIVATIONS[:-1])
    chosen = [*(draw.choice(ACTIVATIONS[:-1]) for _ in range(depth - 1)), last]
    return _network(draw, widths, chosen, _loss(draw, last))


def _of_activation(draw: random.Random, index: int) -> DrawnNetwork:
    """Return a network of one activation throughout; they take turns. Softmax is the last of two layers."""
    activation, depth = _in_turn(ACTIVATIONS, index), 1 + index // len(ACTIVATIONS) % 3
    if activation == "softmax":
        return _network(draw, (2, 3, 3), ["tanh", "softmax"], _loss(draw, "softmax"))
    return _network(draw, (1,) * (depth + 1), [activation] * depth, _loss(draw, activation))


def _of_loss(draw: random.Random, index: int) -> DrawnNetwork:
    """Return a chain of two under one of the losses; they take turns, and so do activations before them."""
    loss = _in_turn(LOSSES, index)
    last = "sigmoid" if loss == "cross_entropy" else _in_turn(ACTIVATIONS[:-1], index // len(LOSSES))
    return _network(draw, (1, 1, 1), [draw.choice(ACTIVATIONS[:-1]), last], loss)


KINDS: dict[str, Callable[[random.Random, int], DrawnNetwork]] = {
    "chain": _chain,
    "wide": _wide,
    "activation": _of_activation,
    "loss": _of_loss,
}


def _in_turn(choices: Sequence[ChoiceT], index: int) -> ChoiceT:
    return choices[index % len(choices)]


def _loss(draw: random.Random, last: str) -> str:
    """Return a loss that the last activation may stand before."""
    if last == "softmax":
        return "cross_entropy"
    return draw.choice(LOSSES if last == "sigmoid" else LOSSES[:-1])


def _decimal(draw: random.Random) -> str:
    """Return a number of one or two digits as it is written, of either sign, now and then an exact zero."""
    if draw.random() < 0.08:
        return "0"
    digits, places = draw.choice(((9, 1), (99, 2), (20, 1)))
    return f"{draw.choice((-1, 1)) * draw.randint(1, digits) / 10**places:g}"


def _network(draw: random.Random, widths: tuple[int, ...], chosen: Sequence[str], loss: str) -> DrawnNetwork:
    def row(count: int) -> str:
        return f"[{', '.join(_decimal(draw) for _ in range(count))}]"

    target = _target(draw, widths[-1], chosen[-1], loss)
    lines = ["[network]", f"input = {row(widths[0])}", f"target = [{', '.join(target)}]"]
    lines += [f'loss = "{loss}"', f"learning_rate = {draw.choice(RATES)}"]
    for (before, after), activation in zip(pairwise(widths), chosen, strict=True):
        weights = ", ".join(row(before) for _ in range(after))
        lines += ["[[network.layers]]", f"weights = [{weights}]", f"bias = {row(after)}"]
        lines += [f'activation = "{activation}"']
    return DrawnNetwork(widths, tuple(chosen), loss, "\n".join(lines) + "\n")


def _target(draw: random.Random, width: int, last: str, loss: str) -> list[str]:
    if last == "softmax":
        right = draw.randrange(width)
        return [str(int(place == right)) for place in range(width)]
    if loss == "cross_entropy" or last == "sigmoid":
        return [draw.choice(("0", "1", "0.25", "0.9")) for _ in range(width)]
    return [_decimal(draw) for _ in range(width)]


def swept(
    drawn: Iterable[DrawnNetwork], chapters: Sequence[str], jobs: int, each: int | None = None
) -> Iterator[Swept]:
    """Audit the chapters that can show it on every network; with `each`, that many of them, in turn."""
    turn = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "drawn.toml"
        for network in drawn:
            file.write_text(network.text)
            try:
                settings = load_settings(file)
            except ConfigError as error:
                yield Swept(network, refusal=str(error))
            else:
                shown = [scene.id for scene in COURSE.chosen(chapters) if not cannot_show(scene, settings)]
                count = min(each or len(shown), len(shown))
                taken = [_in_turn(shown, turn + place) for place in range(count)]
                turn += count
                yield Swept(network, failures_of(settings, taken, Path(folder), jobs), chapters=tuple(taken))


def failures_of(settings: Settings, chapters: Sequence[str], folder: Path, jobs: int = 1) -> list[str]:
    """Return what the audit has against chapters, a line a failure."""
    reports = audit(COURSE.chosen(list(chapters)), settings, out=folder / "out", sheets=False, jobs=jobs)
    return [
        f"{one.chapter} / {one.beat} at {one.time:.2f}: {one.rule}: {one.found} (allowed: {one.allowed})"
        for report in reports
        for one in report.failures
    ]


def as_table(found: Sequence[Swept]) -> Table:
    """Return the counts as a table for reading."""
    title = "Drawn networks"
    table = Table("activations", "loss", "depth", "networks", "refused", "with failures", title=title)
    for key in sorted({one.network.row for one in found}):
        table.add_row(*key, *_counts([one for one in found if one.network.row == key]))
    table.add_section()
    table.add_row("all", "", "", *_counts(found))
    return table


def _counts(found: Sequence[Swept]) -> tuple[str, str, str]:
    return (
        str(len(found)),
        str(sum(bool(one.refusal) for one in found)),
        str(sum(bool(one.failures) for one in found)),
    )


@click.command()
@click.option("--kind", type=click.Choice([*KINDS]), default="chain", show_default=True)
@click.option("--count", type=click.IntRange(1), default=30, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--chapters", default="forward_pass", show_default=True, help="Names, parted by commas.")
@click.option("--each", type=click.IntRange(1), default=None, help="Chapters audited on each network.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True)
def main(kind: str, count: int, seed: int, chapters: str, each: int | None, jobs: int) -> None:
    """Draw networks of a kind, audit chapters on each, and exit 1 if anything is not right or not legible."""
    found = []
    for one in swept(networks(kind, count, seed), chapters.split(","), jobs, each):
        found.append(one)
        said = "refused" if one.refusal else f"{len(one.failures)} failures"
        row = ", ".join(one.network.row)
        click.echo(f"{len(found)} of {count}: {row}: {' '.join(one.chapters)}: {said}", err=True)
        if one.refusal or one.failures:
            lines = [f"refused: {one.refusal}"] if one.refusal else one.failures
            click.echo("\n".join([*lines, one.network.text]))
    Console(width=None if sys.stdout.isatty() else 160).print(as_table(found))
    if any(one.failures for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
