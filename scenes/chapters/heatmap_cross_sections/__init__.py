"""Partial derivatives seen: a surface, its heatmap, two cross-sections through a point, two slopes."""
