"""The film engine: scenes of beats become encoded films. Knows no lecture."""
