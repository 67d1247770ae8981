"""Frames: what a scene's animations look like, pixel by pixel, and their way into an encoded segment."""
