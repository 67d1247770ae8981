"""Digests of what a play call shows: of mobjects' looks, of the objects that move, of the code that moves them."""
