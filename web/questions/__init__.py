"""A question as an address and a form bring it: its words, its scope and what was said before."""
