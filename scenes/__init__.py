"""The chapters of the lecture, the stage they play on, and the production that turns them into files."""
