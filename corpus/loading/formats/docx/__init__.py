"""DOCX: paragraphs, numbered as the word processor would, headings by style, tables and notes."""
