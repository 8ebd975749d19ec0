"""Changes of the collection that people ask for over HTTP, and the process that makes them."""
