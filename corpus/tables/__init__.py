"""What the tables of a text say."""
