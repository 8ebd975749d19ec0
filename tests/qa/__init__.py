"""The tests of questions and answers."""
