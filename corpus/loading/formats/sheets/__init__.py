"""Sheets: CSV files and workbooks, whose rows become tables."""
