"""Copies of one nudge that split into the copies of another: what fits in what fits."""

from __future__ import annotations

from manim import Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup


def split(wide: VGroup, narrow: VGroup) -> Animation:
    """Return the animation in which each wide copy, one after the other, splits into the narrow ones on it.

    A narrow copy belongs to the wide one on which its middle lies. Both lie along the same line.
    """
    groups: list[VGroup] = [VGroup() for _ in wide]
    for one in narrow:
        away = [abs(float(one.get_x() - whole.get_x())) - float(whole.width) / 2 for whole in wide]
        groups[away.index(min(away))].add(one)
    parts = [
        AnimationGroup(FadeOut(whole), FadeIn(group)) if len(group) else FadeOut(whole)
        for whole, group in zip(wide, groups, strict=True)
    ]
    return LaggedStart(*parts, lag_ratio=0.7)
