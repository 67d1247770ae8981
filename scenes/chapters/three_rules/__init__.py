"""Four rules of differentiation, each with a picture of why and its place in the network."""
