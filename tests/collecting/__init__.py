"""The tests of what adds to a collection and removes from it."""
