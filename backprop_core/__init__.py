"""The mathematics: exact values, derivatives, the tape. Imports NumPy and SymPy, never Manim."""
