"""The mathematics of the lecture: exact values, derivatives, the tape. NumPy and SymPy, never Manim."""
