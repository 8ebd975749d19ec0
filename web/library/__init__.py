"""The documents of a collection, as the pages list them."""
