"""The HTTP API: its operations, and the description that is made from them."""
