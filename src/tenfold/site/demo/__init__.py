"""The demo: a believable community on one machine, and a door to come in as anyone of it. Never in real use."""
