"""The tests of the pages and the HTTP interfaces."""
