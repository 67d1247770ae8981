"""The network and the machines that it is made of: boxes, nested boxes, diagrams, gradients on their way."""
