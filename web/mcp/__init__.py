"""The answer function as a server of the Model Context Protocol."""
