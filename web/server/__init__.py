"""The service as a process: its workers, its socket and its connections."""
