"""Two places that give different figures or dates for the same thing."""
