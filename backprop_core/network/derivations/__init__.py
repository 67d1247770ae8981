"""How each activation's slope follows from its definition: one derivation a row, by the activation's name."""

from __future__ import annotations

from backprop_core.network.derivations.bent import BENT
from backprop_core.network.derivations.form import Derivation, DerivationStep
from backprop_core.network.derivations.smooth import SMOOTH
from backprop_core.network.derivations.squashing import SQUASHING

__all__ = ["DERIVATIONS", "Derivation", "DerivationStep"]

DERIVATIONS: dict[str, Derivation] = {**SQUASHING, **BENT, **SMOOTH}
