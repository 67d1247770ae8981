"""Nudges to scale: on number lines, and as fans of light through the machines between these."""
