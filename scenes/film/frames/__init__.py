"""Frames: what a chapter's animations look like, pixel by pixel, and their way into an encoded segment."""
