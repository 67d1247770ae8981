"""What is made of films: clips, decks, the page, exports."""
