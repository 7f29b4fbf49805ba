"""Files for a report, made from rows of the table of observations; pure Python, nothing here draws a page."""
