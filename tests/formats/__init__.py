"""The tests of the file formats."""
