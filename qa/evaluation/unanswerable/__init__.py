"""Questions that a collection does not answer, made by code from questions that it does."""
