"""Find the zone that an article without a title is about: 「今年以来，高新区锚定目标，…。1至9月，固定资产投资57亿元」."""

from __future__ import annotations

import re

from pipeline.articles import Article
from pipeline.clauses.tokens import within
from pipeline.observations.page import Page
from pipeline.places.place_words import place_words
from pipeline.subjects.names import subject_words

_DISTRICT = "区"  # 全区 is how a zone, too, speaks of itself
_OWN = tuple(word for word, ends in place_words()["own"].items() if _DISTRICT not in ends)
_WHOLE = re.compile("|".join(_OWN))
_MEASURE = "居占在列比较超于对"  # before 全市 that a zone is only measured by: 「居全市第7位」, 高于全市
_OPENS = ("", "，", ",", "\n", " ", "年", "月", "来")
_GOES_ON = re.compile("[、和与及等的内“]|[（(][一-鿿]|共?[0-9]")
_STOPS = re.compile("[。！？\n]")
_RANKS = "".join(subject_words()["of_rank"])


def zone_opened(article: Article, page: Page) -> str:
    """Return the zone that opens a clause of an article's first sentence, where no area is named before it, else "".

    An article that speaks of all its county, or of another zone, is about none.
    """
    text, found = page.flow.text, page.found
    if any(text[one.start() - 1] not in _MEASURE for one in _WHOLE.finditer(text, article.body, article.end)):
        return ""
    stops = _STOPS.search(text, article.body, article.end)
    first = stops.start() if stops else article.end
    zones = [one for one in within(found.subjects, article.start, article.end) if one.kind == "zone"]
    if not zones or not article.body <= zones[0].start < first:
        return ""
    zone = zones[0]
    opens = zone.start == article.body or text[zone.start - 1] in _OPENS
    named = within(found.places, article.body, zone.start) or _GOES_ON.match(text, zone.end)
    name = zone.name or zone.text.lstrip(_RANKS)
    alone = all(name in one.name for one in zones if one.name)
    return name if opens and alone and not named else ""
