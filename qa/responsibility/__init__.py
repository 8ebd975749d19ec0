"""Answers about who carries which measure."""
