"""What was found in a document, in every form in which it is shown."""
