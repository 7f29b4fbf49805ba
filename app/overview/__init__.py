"""Sum up what is in."""
