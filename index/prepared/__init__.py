"""What was prepared beforehand, on whichever machine."""
