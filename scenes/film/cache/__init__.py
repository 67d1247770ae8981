"""The cache: plans, drawn beats, speech and costs, under keys of everything that decides them."""
