"""Long work in the background: enqueue(), a row that says how far it is, its page."""
