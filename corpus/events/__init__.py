"""What a text dates."""
