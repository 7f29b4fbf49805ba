"""Compare indicators across years: what is asked for, what is drawn of it."""
