"""Playing: scenes that keep a timeline, how they are found, and how they are played without being drawn."""
