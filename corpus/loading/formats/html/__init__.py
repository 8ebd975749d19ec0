"""HTML: the main content of a page, without what leads through the site."""
