"""Find the terms of indicators in a text, and say whether a word there means the whole that an indicator counts."""
