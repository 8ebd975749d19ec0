"""Gold questions and answers in; outcomes and reports out."""
