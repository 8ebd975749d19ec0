"""The measuring of speed, memory and answers, against other systems and against the models alone.

Run by `make bench`, which writes `docs/measured/bench.md`. Nothing else imports it.
"""
