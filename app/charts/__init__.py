"""Draw charts: what a panel holds, how its marks look, pictures of it."""
