"""The derivations of smooth activations that do not saturate on the right: softplus, silu and gelu."""

from __future__ import annotations

from backprop_core.network.derivations.form import Derivation, DerivationStep
from backprop_core.rules import DerivationLine

SMOOTH: dict[str, Derivation] = {
    "softplus": Derivation(
        "Softplus bends smoothly from nothing into a straight line.",
        lines=(
            DerivationLine('op("softplus")(z) = ln(1 + e^z)', "the definition", "log(1 + exp(z))"),
            DerivationLine(
                'op("softplus")\'(z) = frac(1, 1 + e^z) dot.op e^z',
                "the slope of the logarithm, times that of the inside",
                "1/(1 + exp(z))*exp(z)",
            ),
            DerivationLine(
                'op("softplus")\'(z) = frac(e^z dot.op e^(-z), (1 + e^z) dot.op e^(-z))',
                "both times the same",
                "exp(z)*exp(-z)/((1 + exp(z))*exp(-z))",
            ),
            DerivationLine('op("softplus")\'(z) = frac(1, 1 + e^(-z))', "multiplied out", "1/(1 + exp(-z))"),
            DerivationLine('op("softplus")\'(z) = sigma(z)', "the definition of the sigmoid", "sigmoid(z)"),
        ),
        steps=(
            DerivationStep(
                "rule", "And as a formula? The slope of the logarithm is one over its inside.", rule=0
            ),
            DerivationStep(
                "inside", "The inside: e to the z is its own slope, and the constant drops out.", rule=1
            ),
            DerivationStep(
                "multiply",
                "Outer slope times inner slope, as the chain rule has it.",
                lines=(1,),
                about="slope",
                compares="rules",
            ),
            DerivationStep("expand", "Multiply above and below by e to the minus z.", lines=(2,)),
            DerivationStep(
                "result",
                "What is left is the sigmoid: the slope of softplus is the sigmoid.",
                lines=(3, 4),
                about="slope",
            ),
        ),
        rules=(
            (
                DerivationLine("dif / (dif u) ln(u) = frac(1, u)", "the slope of the logarithm", "1/u"),
                None,
            ),
            (
                DerivationLine("dif / (dif z) e^z = e^z", "the exponential is its own slope", "exp(z)"),
                DerivationLine("dif / (dif z) (1 + e^z) = e^z", "a constant has no slope", "exp(z)"),
            ),
        ),
        terms=("e^(-z)", "e^z"),
    ),
    "silu": Derivation(
        "The sigmoid linear unit weighs every number with its own sigmoid.",
        lines=(
            DerivationLine('op("silu")(z) = z dot.op sigma(z)', "the definition", "z*sigmoid(z)"),
            DerivationLine(
                'op("silu")\'(z) = 1 dot.op sigma(z) + z dot.op sigma(z) dot.op (1 - sigma(z))',
                "the product rule",
                "sigmoid(z) + z*sigmoid(z)*(1 - sigmoid(z))",
            ),
            DerivationLine(
                'op("silu")\'(z) = sigma(z) + z dot.op sigma(z) dot.op (1 - sigma(z))',
                "one times it is itself",
                "sigmoid(z) + z*sigmoid(z)*(1 - sigmoid(z))",
            ),
            DerivationLine(
                'op("silu")\'(z) = sigma(z) dot.op (1 + z dot.op (1 - sigma(z)))',
                "taken out in front",
                "sigmoid(z)*(1 + z*(1 - sigmoid(z)))",
            ),
        ),
        steps=(
            DerivationStep("rule", "And as a formula? The first factor has the slope one.", rule=0),
            DerivationStep(
                "inside", "The second, the sigmoid, has the slope sigmoid times one minus sigmoid.", rule=1
            ),
            DerivationStep(
                "multiply",
                "The product rule: each factor’s slope times the other factor, and both added.",
                lines=(1,),
                about="slope",
            ),
            DerivationStep(
                "result",
                "Take the sigmoid out in front: it is computed already, for the value.",
                lines=(2, 3),
                about="slope",
            ),
        ),
        rules=(
            (
                DerivationLine("dif / (dif z) z = 1", "the sum is as steep as itself", "1"),
                None,
            ),
            (
                DerivationLine(
                    "dif / (dif z) sigma(z) = sigma(z) dot.op (1 - sigma(z))",
                    "the slope of the sigmoid",
                    "sigmoid(z)*(1 - sigmoid(z))",
                ),
                None,
            ),
        ),
    ),
    "gelu": Derivation(
        "The Gaussian error linear unit weighs every number with the normal distribution.",
        lines=(
            DerivationLine('op("gelu")(z) = z dot.op Phi(z)', "the definition", "z*(1 + erf(z/sqrt(2)))/2"),
            DerivationLine(
                'op("gelu")\'(z) = 1 dot.op Phi(z) + z dot.op phi(z)',
                "the product rule",
                "(1 + erf(z/sqrt(2)))/2 + z*exp(-z**2/2)/sqrt(2*pi)",
            ),
            DerivationLine(
                'op("gelu")\'(z) = Phi(z) + z dot.op phi(z)',
                "one times it is itself",
                "(1 + erf(z/sqrt(2)))/2 + z*exp(-z**2/2)/sqrt(2*pi)",
            ),
            DerivationLine(
                'op("gelu")\'(z) = Phi(z) + frac(z, sqrt(2 pi)) dot.op e^(-z^2/2)',
                "the density written out",
                "(1 + erf(z/sqrt(2)))/2 + z/sqrt(2*pi)*exp(-z**2/2)",
            ),
        ),
        steps=(
            DerivationStep("rule", "And as a formula? The first factor has the slope one.", rule=0),
            DerivationStep(
                "inside",
                "The second is the share of a bell curve that lies below: its slope is the bell.",
                rule=1,
            ),
            DerivationStep(
                "multiply",
                "The product rule: each factor’s slope times the other factor, and both added.",
                lines=(1,),
                about="slope",
            ),
            DerivationStep(
                "result",
                "Written out, it takes one exponential beside what the value took.",
                lines=(2, 3),
                about="slope",
            ),
        ),
        rules=(
            (
                DerivationLine("dif / (dif z) z = 1", "the sum is as steep as itself", "1"),
                None,
            ),
            (
                DerivationLine(
                    "dif / (dif z) Phi(z) = phi(z)",
                    "the slope of a distribution is its density",
                    "exp(-z**2/2)/sqrt(2*pi)",
                ),
                DerivationLine(
                    "phi(z) = frac(1, sqrt(2 pi)) dot.op e^(-z^2/2)",
                    "the density of the normal distribution",
                    "exp(-z**2/2)/sqrt(2*pi)",
                ),
            ),
        ),
    ),
}
