"""The lecture's chapters, a folder each: the scene, its props, and the truth that the audit holds it to."""

COURSE = "scenes.course:COURSE"
"""Entry point of the course that these chapters belong to."""
