"""The forward pass: values flow from the input to the loss, one step after the other."""
