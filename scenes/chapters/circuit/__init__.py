"""A graph of gates: values forward, gradients back."""
