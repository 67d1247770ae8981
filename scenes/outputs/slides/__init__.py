"""The lecture as slide decks, one slide a beat: a web page in one file, and a PowerPoint file."""
