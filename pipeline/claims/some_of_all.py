"""Tell what is told of some: projects of one kind, counted firms and sights, sorts of people, a share of all."""

from __future__ import annotations

import re

from pipeline.claims.members_counted import amount_before
from pipeline.claims.pair import Pair, figures_back
from pipeline.clauses.roles import OWNERS_AND_TIMES
from pipeline.clauses.tokens import ParsedSentence, Token, last_item
from pipeline.dimensions import dimensions
from pipeline.words import words_of

_COUNTERS = frozenset(words_of("bindings")["counters"])
_FIRM_COUNTERS = frozenset(words_of("bindings")["firm_counters"])
_FIRMS = tuple(words_of("bindings")["firms"])
_VENUES = tuple(words_of("bindings")["venues"])
_CLAUSE_END = re.compile(f"[，,；;。：:]|、(?!{'|'.join(_VENUES)})")  # 「42家景区、景点共接待」
_KINDS_OF_PROJECTS = tuple(words_of("bindings")["kinds_of_projects"])
_THEMES = "|".join(sorted([*words_of("bindings")["themes"], *_KINDS_OF_PROJECTS], key=len, reverse=True))
_OPEN, _PROJECTS = "[^，,、；;。：:]*", words_of("bindings")["gathered"][0]
_THEME = re.compile(f"(?:{_THEMES})类?项目(?![0-9])")
_COUNTED_KIND = re.compile(f"(?:{'|'.join(_KINDS_OF_PROJECTS)}){_OPEN}{_PROJECTS}{_OPEN}")
_THEMED_COUNT = re.compile(f"(?:{_THEMES}){_OPEN}{_PROJECTS}{_OPEN}[，,]?{_OPEN}")
_THEMED = ("project_investment_completed",)
_OPENING = ("own", "place", "period", "part", "mark")
_FARTHEST = 40  # tokens back to the firms that a sentence is about
_CLAUSE = 24  # characters behind a count in which its firms are named
_KINDS: dict[str, list[str]] = words_of("bindings")["kinds_told_apart"]
_SORTS = re.compile(f"(?:{'|'.join(words_of('bindings')['sorts_of_people'])})(?!外)")  # 国内外 are all
_EXAMPLES = words_of("bindings")["examples"]
_SOME = re.compile(
    f"(?:(?<![{_EXAMPLES['not_behind']}])等(?![{_EXAMPLES['not_before']}])|{words_of('bindings')['stands_for']}的)"
    "[^，,。；;：:、0-9]{0,8}$"
)
_OF_ALL = re.compile("[^，,。；;0-9]{0,10}总[数量]")


def one_kind(pair: Pair) -> bool:
    """Say whether a term is one of the kinds that its sentence tells apart of a place: 「新建项目75个；续建项目64个」."""
    at = pair.tokens[pair.mention].start
    places = [token for token in pair.tokens if token.kind == "place"]
    first = max((token.end for token in places if token.end <= at), default=pair.sentence.start)
    last = min((token.start for token in places if token.start > at), default=pair.sentence.end)
    said = pair.sentence.text[first:last]
    return any(
        pair.word.startswith(kind) and any(other in said for other in others)
        for kind, others in _KINDS.items()
    )


def of_a_kind(pair: Pair) -> bool:
    """Say whether a figure is told of counted projects of one kind: 「175个工业项目完成投资15亿元」."""
    count, tokens = pair.lead_in.behind, pair.tokens
    if count > 0 and (opening := pair.sentence.bracket[count]) > 0:
        count = next(iter(pair.state.before(opening, 1)), -1)  # 「39宗新开工项目（已开工8宗），完成投资」
    counted = count >= 0 and tokens[count].value.unit in _COUNTERS
    told = _THEMED_COUNT if pair.entry.id in _THEMED else _COUNTED_KIND
    return counted and bool(told.fullmatch(pair.sentence.text, tokens[count].end, tokens[pair.mention].start))


def of_a_theme(pair: Pair) -> bool:
    """Say whether an item opens with projects of one theme, without a count: 「水利项目有序推进，完成投资6亿元」."""
    item = last_item(pair.tokens[: pair.index]) if pair.entry.id in _THEMED else []
    first = next((one for one in item if one.kind not in _OPENING), None)
    return first is not None and _THEME.match(pair.sentence.text, first.start) is not None


def of_examples(pair: Pair) -> bool:
    """Say whether a figure of the place is told of some that are named: 「甲公司、乙公司等12家企业产值8亿元」."""
    text, start = pair.sentence.text, pair.sentence.start
    steps = figures_back(pair.state, pair.index, ("own", "place", "subject"), "；;。")
    return pair.entry.about != "subject" and any(
        _SOME.search(text[start : pair.tokens[step].start]) for step, _ in steps
    )


def of_firms(pair: Pair) -> bool:
    """Say whether counted firms that are no indicator's do what is told: 「14户制茶企业已投产，完成工业总产值7亿元」."""
    if pair.entry.about == "subject" or pair.entry.kind != "flow":
        return False
    state, index, tokens = pair.state, pair.index, pair.tokens
    apart = False
    for step in reversed(range(max(0, index - _FARTHEST), index)):
        token = tokens[step]
        apart = apart or token.is_mark("，,、")
        if token.kind in OWNERS_AND_TIMES or token.is_mark("；;。"):
            return False
        if apart and token.kind == "quantity" and token.value.unit in _FIRM_COUNTERS:
            if step not in state.bound and amount_before(state, step) < step:
                return True  # 「亿元以上企业12家，实现工业总产值50亿元」
            behind = _CLAUSE_END.split(state.sentence.text[token.end : token.end + _CLAUSE], 1)[0]
            names = _VENUES if step in state.bound else (*_FIRMS, *_VENUES)
            firms = next((word for word in names if word in behind), "")
            if firms:
                return not behind.endswith(firms)
    return False


def of_sorts(pair: Pair) -> bool:
    """Say whether an item is about some sorts of people: 「其中国内游客90万人次，旅游收入7亿元」.

    One that names no one goes on about those of the item before: 「接待县外游客5万人次；实现旅游收入3亿元」.
    """
    item = last_item(pair.tokens[: pair.index])
    if item and item[0].kind != "part":
        item = _item_before(pair.sentence, item, pair.tokens[pair.index].start)
    counted = next((token for token in item if token.kind == "quantity"), None)
    said = pair.sentence.text[item[0].start : counted.start] if counted else ""
    sorts = {found[0] for found in _SORTS.finditer(said)}
    return any(sort not in pair.word for sort in sorts)


def _item_before(sentence: ParsedSentence, item: list[Token], figure: int) -> list[Token]:
    """Return the item that one goes on about which names no one itself; it opens with 其中, or with nobody's name."""
    named = any(token.kind in OWNERS_AND_TIMES for token in item)
    if named or _SORTS.search(sentence.text, item[0].start, figure):
        return []  # 「其中，国内游客56万人次；境外游客2万人次」
    before = last_item([token for token in sentence.tokens if token.end < item[0].start])
    alone = bool(before) and before[0].start == sentence.start and before[0].kind not in OWNERS_AND_TIMES
    return before if alone or (before and before[0].kind == "part") else []


def has_share(pair: Pair) -> bool:
    """Say whether what is counted is told to be a share of all: 「工业项目49个，占项目总数的84%」."""
    behind = pair.tokens[pair.index + 1 : pair.index + 3]
    share = len(behind) == 2 and behind[0].kind == "mark" and behind[1].kind == "share"
    counted = dimensions().get(pair.entry.unit) == "count"
    return share and counted and _OF_ALL.match(pair.sentence.text, behind[1].end) is not None
