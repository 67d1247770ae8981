"""Rules on legibility: size, contrast, overlap, margins, time to read."""
