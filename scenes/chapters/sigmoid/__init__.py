"""The network's activation: its slope derived, drawn under it, and what it does to a gradient."""
