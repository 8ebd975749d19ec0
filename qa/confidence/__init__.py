"""How sure an answer is: a probability that it is right."""
