"""The network and the machines that it is made of: boxes, dolls, diagrams, gradients on their way."""
