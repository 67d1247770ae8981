"""The chain as one product: a nudge as one ribbon, the product read from the loss, and a check by nudging."""
