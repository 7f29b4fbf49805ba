"""Show, try and edit the rules."""
