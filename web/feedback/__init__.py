"""What people say of answers, kept for whoever evaluates them."""
