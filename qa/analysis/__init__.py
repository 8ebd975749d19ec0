"""What a question asks for, and whether a text fits it."""
