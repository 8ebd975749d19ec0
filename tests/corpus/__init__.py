"""The tests of the documents: how they are read, and what is found in them."""
