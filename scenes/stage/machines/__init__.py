"""Functions of a network seen from inside: weighted sums, activations and losses, with their slopes."""
