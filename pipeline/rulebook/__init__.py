"""Change the rules: drafts, what they gain and lose, saving with history, the examples that hold them, their coverage."""
