"""Forms of this room. They ask and keep what was typed; what is right is decided by the actions."""
