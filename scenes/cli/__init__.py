"""The command line: one module a command, `main.py` their group."""
