"""Questions that need what was said before them, made whole."""
