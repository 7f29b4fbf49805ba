"""Show a document with every number marked by what became of it."""
