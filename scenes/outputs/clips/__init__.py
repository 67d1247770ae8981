"""Every beat as a film of its own, with a picture, captions, and an index of all of them."""
