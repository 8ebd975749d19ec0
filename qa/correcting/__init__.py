"""Typing errors in a question, put right by the words of the collection."""
