"""Settings: declared once, read from the environment and a file."""
