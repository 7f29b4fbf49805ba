"""Take documents in, list, describe and remove them."""
