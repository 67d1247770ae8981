"""What is said of a step and of a run: chosen by what their numbers do."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_core.network.batch import Batch
from scenes.chapters.update_step.surface_run import SurfaceRun
from scenes.stage.formulas.update_rule import Update


def fall_sentence(plan: Update) -> str:
    """Say what one step does to the loss, as far as its digits tell; holes `{a}` and `{b}`."""
    was, now = plan.batch.loss, plan.loss
    taken = f"One step of {plan.all_parameters}"
    if plan.batch.is_flat:
        return "Every slope is zero, so nothing moves: the loss stays {a}."
    if was.value == now.value:
        return f"{taken}, and the loss stays what it was, {{a}}."
    falls = now.value < was.value
    if was.text == now.text:
        return f"{taken}: the loss was {{a}}, and {'falls' if falls else 'rises'} by too little to show."
    return f"{taken}, and the loss {'falls' if falls else 'rises'}."


def rest_sentence(batch: Batch, keys: Sequence[str]) -> str:
    """Say what moves on a map, step after step, and what rests; holes `{a}` and `{b}`."""
    resting = {batch.graph.nodes[key].kind for key in batch.graph.parameters if key not in keys}
    begun = "Again from the start."
    if not resting:
        return f"{begun} {{a}} and {{b}} move."
    rest = "the biases rest" if resting == {"bias"} else "all else rests"
    return f"{begun} Here only {{a}} and {{b}} move: {rest}."


def descent_sentence(run: SurfaceRun) -> str:
    """Say what many steps do to the loss; holes `{first}` and `{last}`."""
    first, last = run.ends
    if run.ran_away:
        return "The loss leaps out of sight: at this rate, every step overshoots farther."
    if first.text == last.text:
        return "Round after round, the loss stays near {first}: there is hardly any slope."
    if run.falls:
        return "With each round the loss falls: the ball rolls down, and leaves its trail."
    return "Not every step lowers the loss here: at this rate, the weights jump about."
