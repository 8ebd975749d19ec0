"""Who a text holds responsible for what."""
