"""The tests of the training."""
