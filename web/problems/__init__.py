"""What a request can meet with, as problem details."""
