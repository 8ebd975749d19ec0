"""What a text enumerates."""
