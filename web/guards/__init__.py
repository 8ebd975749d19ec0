"""What stands between a request and the answer: hosts, other sites, limits and the queue."""
