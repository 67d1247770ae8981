"""What the command `bench` does: it measures whole processes, simulates larger machines, prints tables."""
