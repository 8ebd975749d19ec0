"""Answers from tables."""
