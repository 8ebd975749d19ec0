"""Answers that are a complete list."""
