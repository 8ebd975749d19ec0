"""The doors and the composition root."""
