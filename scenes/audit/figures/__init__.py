"""Rules on what numbers, equations and drawings say."""
