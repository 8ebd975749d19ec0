"""Other systems, asked the same questions; each runs in an environment of its own.

What stands here imports the standard library and the system alone: neither Pincite nor its
dependencies are installed there.
"""
