"""Rules on staging: what fills the frame, what moves in it, and how fast it goes."""
