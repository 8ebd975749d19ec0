"""What a refusal says: what is not covered, what could be asked, what was no question."""
