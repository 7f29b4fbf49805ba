"""Say how long a test waits for another process: a machine may stand still for a minute, and slow is not wrong."""

SECONDS = 75
