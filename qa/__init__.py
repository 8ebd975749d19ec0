"""A question and hits in; a cited answer out."""
