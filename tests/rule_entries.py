"""Entries of rules that the program has not, for tests that add one."""


def product(name, en, term, text, tonnes):
    """Return the fields of an indicator of a farm product with one example: `text` gives so many `tonnes`."""
    return {
        "name": {"zh": name, "en": en},
        "group": "农业农村",
        "unit": "吨",
        "kind": "flow",
        "terms": [term],
        "examples": [{"text": text, "rows": [{"measure": "level", "value": tonnes}]}],
    }
