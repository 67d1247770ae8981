"""The sigmoid: its slope derived line by line, drawn under it, and what its flat ends do to a gradient."""
