"""Fill in an office's own table: what is said of its cells, the page, the command."""
