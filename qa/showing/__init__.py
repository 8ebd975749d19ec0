"""An answer as people read it: in which words, as text and as HTML."""
