"""The catalogue: documents, their structure and their chunks, in SQLite or PostgreSQL."""
