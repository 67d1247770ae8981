"""Formulae and calculations: equations, derivations, products, matrices, checks."""
