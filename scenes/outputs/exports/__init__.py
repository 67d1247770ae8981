"""Pieces of film in other forms: WebM that shows what is behind it, GIF where nothing else will play."""
