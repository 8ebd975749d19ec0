"""The states of a collection: what they consist of, which is in use, and who may write."""
