"""Chunks in; ranked lists of hits out."""
