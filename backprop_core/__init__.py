"""The mathematics of the lecture: exact values, derivatives, the tape. Imports NumPy and SymPy, never Manim."""
