"""Conversations that the service keeps for whoever asked in them."""
