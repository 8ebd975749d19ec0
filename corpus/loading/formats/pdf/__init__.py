"""PDF: words at their places put back into paragraphs, headings and tables."""
