"""The backward pass: the network walked back, one local derivative at a time."""
