"""The pages of this room: a few lines each, which call actions and queries."""
