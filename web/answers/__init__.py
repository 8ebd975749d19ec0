"""An answer as it is shown, linked and taken away."""
