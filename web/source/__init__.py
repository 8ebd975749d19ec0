"""The pages of the documents, with the places that are cited in them."""
