"""Show rows as a table, and the source behind each."""
