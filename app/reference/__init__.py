"""Take in and show tables of official figures."""
