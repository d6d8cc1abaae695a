"""Pages of this room: a few lines each, between a form and an action or query."""
