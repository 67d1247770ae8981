"""Digests of what a play call shows: of the looks of what stands, of objects and code that move."""
