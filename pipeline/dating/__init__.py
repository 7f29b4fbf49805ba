"""Say of a figure when it is of and whether it is planned or done, as far as its own sentence tells."""
