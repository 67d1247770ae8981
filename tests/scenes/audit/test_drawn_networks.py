"""Drawn networks: what is drawn may be configured, and the truth agrees with the core on all of it.

Chapters are audited on a small fixed sample; `python -m tests.scenes.audit.drawn_networks` audits many.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from config import ConfigError, load_settings
from tests.scenes.audit.chapter_truths import chapter_truth
from tests.scenes.audit.drawn_networks import (
    ACTIVATIONS,
    KINDS,
    LOSSES,
    DrawnNetwork,
    Swept,
    as_table,
    networks,
    swept,
)


def shown(network: Network) -> Iterator[Quantity]:
    """Yield everything that a network can show."""
    yield from network.quantity.values()
    yield from network.local.values()
    yield from network.gradient.values()


@pytest.mark.parametrize("kind", KINDS)
def test_the_truth_of_drawn_networks_is_near_the_cores_floats(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "drawn.toml"
    compared = 0
    for drawn in networks(kind, 12, seed=7):
        file.write_text(drawn.text)
        try:
            made = load_settings(file)
        except ConfigError as error:
            assert "dead neurons" in str(error)
            continue
        compared += 1
        claims = chapter_truth("backward_pass", made).claims
        for quantity in shown(Network.from_values(made.lecture.network)):
            claim = claims[quantity.name]
            true = float(claim({}) if callable(claim) else claim)
            assert float(quantity.value) == pytest.approx(true, rel=1e-11, abs=1e-300), (quantity.name, drawn)
    assert compared > 6


def test_every_activation_and_every_loss_has_its_turn() -> None:
    assert [one.activations[-1] for one in networks("activation", 10, 1)] == list(ACTIVATIONS)
    assert [one.loss for one in networks("loss", 4, 1)] == list(LOSSES)
    assert sorted({len(one.activations) for one in networks("chain", 6, 1)}) == [1, 2, 3, 4, 5, 6]
    assert list(networks("wide", 5, 1)) == list(networks("wide", 5, 1)) != list(networks("wide", 5, 2))


def test_what_is_refused_is_counted_and_said() -> None:
    bad = DrawnNetwork((1, 1), ("softmax",), "squared", "[network]\ninput = 1\n")
    (found,) = swept([bad], ["premise"], 1)
    assert "target is missing" in found.refusal and not found.failures
    rows = [[*column.cells] for column in as_table([found, Swept(bad, ["wrong"])]).columns]
    assert [row[0] for row in rows] == ["softmax", "squared", "1", "2", "1", "1"]


def test_a_drawn_chain_passes_the_audit_of_a_chapter() -> None:
    for found in swept(networks("loss", 1, 1), ["chain_product"], 1):
        assert not found.refusal and found.failures == []
