"""Keys: who may ask, ingest and administer."""
