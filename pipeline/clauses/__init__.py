"""Parse a sentence once, for all who ask about it: its tokens, cue words, brackets, clauses and what leads to a figure."""
