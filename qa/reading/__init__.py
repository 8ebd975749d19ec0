"""The very words of a passage that answer."""
