"""Answers from an exhaustive scan, each place a row."""
