"""The derivations of activations that squeeze: sigmoid, tanh and softmax."""

from __future__ import annotations

from backprop_core.network.derivations.form import Derivation, DerivationStep
from backprop_core.rules import DerivationLine

SQUASHING: dict[str, Derivation] = {
    "sigmoid": Derivation(
        "The sigmoid squeezes every number into the space from zero to one.",
        lines=(
            DerivationLine("sigma(z) = frac(1, 1 + e^(-z))", "the definition", "1/(1 + exp(-z))"),
            DerivationLine(
                "1 - sigma(z) = frac(e^(-z), 1 + e^(-z))",
                "the whole over itself is one, and one part of it is taken away",
                "exp(-z)/(1 + exp(-z))",
            ),
            DerivationLine(
                "sigma'(z) = -frac(1, (1 + e^(-z))^2) dot.op (-e^(-z))",
                "the slope of one over the inside, times that of the inside",
                "exp(-z)/(1 + exp(-z))**2",
            ),
            DerivationLine(
                "sigma'(z) = frac(1, 1 + e^(-z)) dot.op frac(e^(-z), 1 + e^(-z))",
                "the signs cancel; split the fraction",
                "1/(1 + exp(-z)) * (exp(-z)/(1 + exp(-z)))",
            ),
            DerivationLine(
                "sigma'(z) = sigma(z) dot.op (1 - sigma(z))",
                "the first is the value, the second the rest",
                "1/(1 + exp(-z)) * (1 - 1/(1 + exp(-z)))",
            ),
        ),
        steps=(
            DerivationStep(
                "value",
                "And as a formula? The value is one part of a whole: of one plus e to the minus z.",
                lines=(0,),
                about="value",
            ),
            DerivationStep(
                "rest",
                "And the rest is the other part of the same whole.",
                lines=(1,),
                about="rest",
            ),
            DerivationStep(
                "rule",
                "And the slope? One over u has the slope minus one over u squared.",
                rule=0,
                about="slope",
            ),
            DerivationStep(
                "inside", "The inside: the constant drops out, the exponential brings a minus sign.", rule=1
            ),
            DerivationStep(
                "multiply",
                "Outer slope times inner slope, as the chain rule has it.",
                lines=(2,),
                about="slope",
                compares="rules",
            ),
            DerivationStep(
                "split",
                "The minus signs cancel. Pull the fraction apart: one is the value, the other the rest.",
                lines=(3,),
                compares="parts",
            ),
            DerivationStep(
                "result",
                "Value times rest is the area: the value at hand is all it takes.",
                lines=(4,),
                about="area",
            ),
        ),
        rules=(
            (
                DerivationLine("dif / (dif u) frac(1, u) = -frac(1, u^2)", "the power rule", "-1/u**2"),
                None,
            ),
            (
                DerivationLine("dif / (dif z) (1 + e^(-z)) = -e^(-z)", "a constant has no slope", "-exp(-z)"),
                None,
            ),
        ),
        terms=("1 + e^(-z)", "e^(-z)"),
    ),
    "tanh": Derivation(
        "The hyperbolic tangent squeezes every number into the space from minus one to one.",
        lines=(
            DerivationLine(
                "tanh(z) = frac(e^z - e^(-z), e^z + e^(-z)) = frac(sinh(z), cosh(z))",
                "the definition, and the same with halves above and below",
                "(exp(z) - exp(-z))/(exp(z) + exp(-z))",
            ),
            DerivationLine(
                "tanh'(z) = frac(cosh(z)^2 - sinh(z)^2, cosh(z)^2)",
                "the quotient rule",
                "((exp(z) + exp(-z))**2/4 - (exp(z) - exp(-z))**2/4)/((exp(z) + exp(-z))**2/4)",
            ),
            DerivationLine(
                "tanh'(z) = 1 - frac(sinh(z)^2, cosh(z)^2)",
                "split at the minus; the whole over itself is one",
                "1 - (exp(z) - exp(-z))**2/(exp(z) + exp(-z))**2",
            ),
            DerivationLine("tanh'(z) = 1 - tanh(z)^2", "the quotient is the value", "1 - tanh(z)**2"),
            DerivationLine(
                "tanh'(z) = (1 + tanh(z)) dot.op (1 - tanh(z))",
                "a difference of squares",
                "(1 + tanh(z))*(1 - tanh(z))",
            ),
        ),
        steps=(
            DerivationStep(
                "quotient",
                "And as a formula? Read it as a quotient of two well known functions.",
                lines=(0,),
                about="value",
            ),
            DerivationStep("rule", "The upper one has the lower one as its slope.", rule=0),
            DerivationStep("inside", "And the lower one has the upper one.", rule=1),
            DerivationStep(
                "divide",
                "The quotient rule: each slope times the other, subtracted, over the lower one squared.",
                lines=(1,),
                about="slope",
            ),
            DerivationStep(
                "split",
                "Split at the minus. The whole over itself is one, and what is left is the value, squared.",
                lines=(2, 3),
            ),
            DerivationStep(
                "result",
                "One minus a square is a product: of the two lengths. The value at hand is all it takes.",
                lines=(4,),
                about="area",
                compares="parts",
            ),
        ),
        rules=(
            (
                DerivationLine(
                    "sinh(z) = frac(e^z - e^(-z), 2)", "the upper function", "(exp(z) - exp(-z))/2"
                ),
                DerivationLine(
                    "dif / (dif z) sinh(z) = cosh(z)",
                    "minus the slope of e^(-z) is e^(-z)",
                    "(exp(z) + exp(-z))/2",
                ),
            ),
            (
                DerivationLine(
                    "cosh(z) = frac(e^z + e^(-z), 2)", "the lower function", "(exp(z) + exp(-z))/2"
                ),
                DerivationLine(
                    "dif / (dif z) cosh(z) = sinh(z)",
                    "the slope of e^(-z) is -e^(-z)",
                    "(exp(z) - exp(-z))/2",
                ),
            ),
        ),
    ),
    "softmax": Derivation(
        "Softmax turns the sums of a layer into shares of one. Here one sum moves; the others stand still.",
        lines=(
            DerivationLine(
                "a_i = frac(e^(z_i), e^(z_i) + c)",
                "the definition; c is what the other sums add",
                "exp(z)/(exp(z) + c)",
            ),
            DerivationLine(
                "(partial a_i)/(partial z_i) = "
                "frac(e^(z_i) dot.op (e^(z_i) + c) - e^(z_i) dot.op e^(z_i), (e^(z_i) + c)^2)",
                "the quotient rule",
                "(exp(z)*(exp(z) + c) - exp(z)*exp(z))/(exp(z) + c)**2",
            ),
            DerivationLine(
                "(partial a_i)/(partial z_i) = "
                "frac(e^(z_i), e^(z_i) + c) dot.op frac((e^(z_i) + c) - e^(z_i), e^(z_i) + c)",
                "split the fraction",
                "exp(z)/(exp(z) + c)*((exp(z) + c - exp(z))/(exp(z) + c))",
            ),
            DerivationLine(
                "(partial a_i)/(partial z_i) = a_i dot.op (1 - a_i)",
                "the first is the value, the second what it lacks to one",
                "exp(z)/(exp(z) + c)*(1 - exp(z)/(exp(z) + c))",
            ),
            DerivationLine(
                "(partial a_j)/(partial z_i) = -frac(e^(z_j) dot.op e^(z_i), (e^(z_i) + c)^2)",
                "another output: only below the bar stands the sum that moves",
                "-exp(y)*exp(z)/(exp(z) + c)**2",
            ),
            DerivationLine(
                "(partial a_j)/(partial z_i) = -a_i dot.op a_j",
                "two fractions: two values",
                "-exp(z)/(exp(z) + c)*(exp(y)/(exp(z) + c))",
            ),
        ),
        steps=(
            DerivationStep(
                "divide",
                "And as a formula? By the quotient rule, where what the other sums add is a constant.",
                lines=(1,),
                about="slope",
            ),
            DerivationStep("split", "Pull the one fraction apart into two.", lines=(2,), compares="parts"),
            DerivationStep(
                "own",
                "The first is the value, the second what it lacks to one.",
                lines=(3,),
                about="area",
            ),
            DerivationStep(
                "result",
                "Another output has this sum below the bar alone: it falls, by the product of both values.",
                lines=(4, 5),
            ),
        ),
        terms=("e^(z_i) + c", "e^(z_i)", "(partial a_j)/(partial z_i)", "a_j"),
        results=(3, 5),
    ),
}
