"""The tests of the index: models, rows, catalogue and generations."""
