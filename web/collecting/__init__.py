"""What brings a collection in line with the files that it was made of."""
