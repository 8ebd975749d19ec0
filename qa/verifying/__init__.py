"""Whether what was quoted earlier still stands: same, moved, changed or gone."""
