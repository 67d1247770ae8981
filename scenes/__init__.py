"""The lecture: its course and chapters, the stage that they play on, and what turns them into files."""
