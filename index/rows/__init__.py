"""What is searched: a row for each chunk, with its vector and its words, in files or Milvus."""
