"""Exact search: where a phrase, or several words together, stand in the documents' own text."""
