"""The derivations of activations made of pieces: relu, leaky relu and elu; and of the identity."""

from __future__ import annotations

from backprop_core.network.derivations.form import Derivation, DerivationStep
from backprop_core.rules import DerivationLine

_ITSELF = DerivationStep(
    "right", "Right of zero it is the sum itself, with the slope one.", lines=(1, 2), about="right"
)

BENT: dict[str, Derivation] = {
    "relu": Derivation(
        "The rectifier lets a positive sum through as it is, and makes zero of any other.",
        lines=(
            DerivationLine('op("relu")(z) = max(0, z)', "the definition", "max(0, z)"),
            DerivationLine('op("relu")(z) = z', "on the right it is the sum itself", "z", "z > 0"),
            DerivationLine('op("relu")\'(z) = 1', "which is as steep as itself", "1", "z > 0"),
            DerivationLine('op("relu")(z) = 0', "on the left it is less of it", "0", "z < 0"),
            DerivationLine('op("relu")\'(z) = 0', "by the rule of scaling", "0", "z < 0"),
            DerivationLine(
                'frac(op("relu")(h) - op("relu")(0), h) = frac(h, h) = 1',
                "a step to the right of zero",
                "1",
                "h > 0",
            ),
            DerivationLine(
                'frac(op("relu")(h) - op("relu")(0), h) = frac(0, h) = 0',
                "a step to the left of zero",
                "0",
                "h < 0",
            ),
            DerivationLine('op("relu")\'(0) = 0', "by convention", None, '"by convention"'),
        ),
        steps=(
            _ITSELF,
            DerivationStep(
                "left", "Left of zero it is zero, with the slope zero.", lines=(3, 4), about="left"
            ),
            DerivationStep(
                "sides",
                "At zero itself, a step to the right rises by all of it, a step to the left by nothing.",
                lines=(5, 6),
                about="sides",
            ),
            DerivationStep(
                "result",
                "The two sides disagree: no slope at zero. By convention it counts as zero.",
                lines=(7,),
                about="sides",
            ),
        ),
        results=(2, 4, 7),
    ),
    "leaky_relu": Derivation(
        "The leaky rectifier lets a positive sum through as it is, and a hundredth of any other.",
        lines=(
            DerivationLine('op("leaky")(z) = max(0.01 z, z)', "the definition", "max(0.01*z, z)"),
            DerivationLine('op("leaky")(z) = z', "on the right it is the sum itself", "z", "z > 0"),
            DerivationLine('op("leaky")\'(z) = 1', "which is as steep as itself", "1", "z > 0"),
            DerivationLine('op("leaky")(z) = 0.01 z', "on the left it is less of it", "0.01*z", "z < 0"),
            DerivationLine('op("leaky")\'(z) = 0.01', "by the rule of scaling", "0.01", "z < 0"),
            DerivationLine(
                'frac(op("leaky")(h) - op("leaky")(0), h) = frac(h, h) = 1',
                "a step to the right of zero",
                "1",
                "h > 0",
            ),
            DerivationLine(
                'frac(op("leaky")(h) - op("leaky")(0), h) = frac(0.01 h, h) = 0.01',
                "a step to the left of zero",
                "0.01",
                "h < 0",
            ),
            DerivationLine('op("leaky")\'(0) = 0.01', "by convention", None, '"by convention"'),
        ),
        steps=(
            _ITSELF,
            DerivationStep(
                "left",
                "Left of zero it is a hundredth of the sum, with the slope a hundredth.",
                lines=(3, 4),
                about="left",
            ),
            DerivationStep(
                "sides",
                "At zero itself, a step to the right rises by all of it, a step to the left by a hundredth.",
                lines=(5, 6),
                about="sides",
            ),
            DerivationStep(
                "result",
                "The two sides disagree: no slope at zero. By convention it counts as a hundredth.",
                lines=(7,),
                about="sides",
            ),
        ),
        results=(2, 4, 7),
    ),
    "elu": Derivation(
        "The exponential linear unit lets a positive sum through, and bends any other towards minus one.",
        lines=(
            DerivationLine('op("elu")(z) = z', "the definition on the right", "z", "z > 0"),
            DerivationLine('op("elu")(z) = e^z - 1', "the definition on the left", "exp(z) - 1", "z < 0"),
            DerivationLine(
                'op("elu")\'(z) = frac((z + h) - z, h) = 1', "on the right it is the sum itself", "1", "z > 0"
            ),
            DerivationLine(
                'op("elu")\'(z) = e^z', "on the left the exponential is its own slope", "exp(z)", "z < 0"
            ),
            DerivationLine(
                'op("elu")\'(z) = op("elu")(z) + 1',
                "the value, and the one that was taken away",
                "exp(z)",
                "z < 0",
            ),
            DerivationLine('op("elu")\'(0) = e^0 = 1', "both sides meet at zero", "1"),
        ),
        steps=(
            DerivationStep("left", "Left of zero it is an exponential, less one.", lines=(1,), about="left"),
            DerivationStep(
                "right",
                "And as a formula? Right of zero it rises as much as the sum does.",
                lines=(2,),
                about="right",
            ),
            DerivationStep(
                "inside",
                "Left of zero the exponential is its own slope, and the constant drops out.",
                lines=(3,),
                about="left",
            ),
            DerivationStep(
                "complete",
                "That is the value, with the one put back: the value at hand is all it takes.",
                lines=(4,),
                about="left",
            ),
            DerivationStep(
                "result",
                "At zero both sides say one: the curve bends there, but has no kink.",
                lines=(5,),
                about="zero",
            ),
        ),
        results=(2, 4),
    ),
    "identity": Derivation(
        "The identity leaves every number as it is.",
        lines=(
            DerivationLine('op("id")(z) = z', "the definition", "z"),
            DerivationLine('op("id")\'(z) = frac((z + h) - z, h)', "rise over run", "(z + h - z)/h"),
            DerivationLine('op("id")\'(z) = frac(h, h)', "the sums cancel", "h/h"),
            DerivationLine('op("id")\'(z) = 1', "the step cancels", "1"),
        ),
        steps=(
            DerivationStep("run", "And as a formula? Rise over run.", lines=(1,), about="slope"),
            DerivationStep("cancel", "The rise is the step itself.", lines=(2,), about="slope"),
            DerivationStep("result", "So the slope is one, whatever comes in.", lines=(3,)),
        ),
    ),
}
