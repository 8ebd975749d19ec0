"""The models: where their files are, and what runs them."""
