"""Letters about proposals: one for each person and proposal, in their language, by day, stoppable from the letter."""
