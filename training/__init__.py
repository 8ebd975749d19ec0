"""The training of the span reader that ships with the project."""
