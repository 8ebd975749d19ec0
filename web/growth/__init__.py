"""How a collection behaves as it grows: `make growth`."""
