"""Answers about the collection itself."""
