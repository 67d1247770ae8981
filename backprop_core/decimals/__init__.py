"""How many decimals a number on screen gets: every such decision of the lecture is one of this package's.

`number.show` writes a value with the decimals that it is told. Who tells it asks here:

- `precision`: the values of a whole network, which enter many calculations at once, all alike;
- `agreement`: one calculation, so that the numbers shown, worked out again, give the result shown;
- `contrast`: numbers that are compared, so that the digits tell them apart;
- `shortening`: a number that its room is too narrow for.
"""
