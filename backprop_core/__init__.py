"""The mathematics of the lecture: exact values, derivatives, the tape. Imports numpy and sympy only."""
