"""Build rows of the table of observations for the dashboard's tests."""

import datetime as dt

import pandas as pd

BLANK = {
    "id": "", "indicator": "tourist_arrivals", "measure": "level", "place": "安平县", "place_code": "", "subject": "",
    "period": "2024", "period_start": None, "period_end": None, "year": 2024, "period_source": "stated",
    "value": 0.0, "low": None, "high": None,
    "unit": "人次", "value_text": "", "qualifier": "exact", "status": "actual", "derived": False, "derivation": "",
    "confidence": 0.9, "rule": "term_before", "scope": "", "document": "a.txt", "title": "",
    "published": dt.date(2025, 1, 20),
    "source": "安平日报", "published_inferred": False, "sentence": "", "start": 0, "end": 0, "locator": "",
        "mentions": 1, "repeats": "",
    "conflict": "", "review": "pending",
}  # fmt: skip


def rows(*given):
    """Make a table from what matters in each row; the rest is filled in, days of a year and the text of a value too."""
    lines = []
    for number, row in enumerate(given):
        line = {**BLANK, "id": f"row{number}", **row}
        line["value_text"] = row.get("value_text", f"{line['value']:.12g}{line['unit']}")
        if not line["period"]:
            line["period_source"] = row.get("period_source", "document")
        if line["period"].isdigit():
            year = int(line["period"])
            line |= {"year": year, "period_start": dt.date(year, 1, 1), "period_end": dt.date(year, 12, 31)}
        lines.append(line)
    return pd.DataFrame(lines, columns=list(BLANK))
