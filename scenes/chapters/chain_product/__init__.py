"""The chain as one product: five factors, the running product, the result, and a check by nudging."""
