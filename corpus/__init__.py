"""Text in; sections, blocks and chunks out."""
