"""Go through doubtful figures one by one."""
