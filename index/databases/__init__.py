"""Databases: their transactions, their texts, and PostgreSQL."""
