"""Name the columns of the table that a person may correct, and those that a row made by hand has to state."""

CORRECTABLE = ("value", "unit", "indicator", "period", "place", "place_code", "subject", "status")
NEEDED = (
    "indicator", "measure", "place", "place_code", "subject", "period", "value", "unit", "value_text", "status",
    "title", "published", "source", "published_inferred", "sentence",
)  # fmt: skip
