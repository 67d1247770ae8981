"""Segments joined into films, with captions and sound."""
