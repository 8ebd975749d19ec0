"""The tests of the evaluation."""
