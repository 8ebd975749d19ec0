"""What a text explains: abbreviations, definitions, other names."""
