"""What the service tells of its work: metrics, and a log of requests."""

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # where processes put figures for each other
