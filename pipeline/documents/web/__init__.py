"""Read web pages: their bytes, their parts, their tables, which of it is the body, and what they say of themselves."""
