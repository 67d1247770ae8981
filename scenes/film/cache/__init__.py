"""What need not be made again: timelines and drawn beats, under keys of everything that decides them."""
