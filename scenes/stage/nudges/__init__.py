"""Nudges to scale: on number lines, on curves, as fractions."""
