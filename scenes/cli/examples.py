"""The command `examples`: published worked examples, what their sources say, and what comes out here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from backprop_core.network import Network
from backprop_core.network.named_values import named_values
from backprop_core.number import Number
from config import Settings, load_settings
from config.settings import FOLDER
from scenes.cli.request import Request, takes

EXAMPLES = FOLDER / "examples"


@dataclass(frozen=True)
class Comparison:
    """A published number and ours, by the plain name of what it is the value of."""

    name: str
    published: str
    ours: Number

    @property
    def rounded(self) -> str:
        """Our number with as many decimals as the published one."""
        digits = Decimal(self.published).as_tuple().exponent
        assert isinstance(digits, int)
        scaled = round(Fraction(self.ours) * 10 ** (-digits))
        return f"{Decimal(scaled).scaleb(digits):f}"

    @property
    def agrees(self) -> bool:
        """Whether ours is the published number, to its last digit."""
        return Decimal(self.rounded) == Decimal(self.published)


def values_of(settings: Settings) -> Mapping[str, Number]:
    """Return every value of the settings' network, or of their circuit if only that is drawn, by name."""
    if settings.chapters == ("circuit",):
        circuit = settings.lecture.circuit.circuit
        return {one.name: one.value for one in (*circuit.value.values(), *circuit.gradient.values())}
    network = settings.lecture.network
    return named_values(Network.all_examples(network), network.learning_rate)


def comparisons(settings: Settings) -> Iterator[Comparison]:
    """Yield each published number of an example beside ours. Raises `KeyError` for an unknown name."""
    known = values_of(settings)
    for name, published in settings.published:
        yield Comparison(name, published, known[name])


def example_files() -> list[Path]:
    """Return the files of the examples, by name."""
    return sorted(EXAMPLES.glob("*.toml"))


@click.command("examples")
@takes()
def command(request: Request) -> None:
    """List the published examples: chapters, what was published, and what comes out here."""
    for file in example_files():
        settings = load_settings(file)
        found = list(comparisons(settings))
        click.echo(f"{file.stem}: {', '.join(settings.chapters) or 'all chapters'}")
        wide, long = (max(map(len, column), default=0) for column in _columns(found))
        for one in found:
            told = "" if one.agrees else "  differs"
            click.echo(f"    {one.name:<{wide}}  {one.published:>{long}}  {one.rounded:>{long}}{told}")
    click.echo("Columns: the value, as published, as computed here to as many decimals.")
    click.echo("Draw one with: make render CONFIG=config/examples/<name>.toml")


def _columns(found: Sequence[Comparison]) -> tuple[list[str], list[str]]:
    return [one.name for one in found], [text for one in found for text in (one.published, one.rounded)]
