"""Tell what a sentence goes on about behind a figure that is no indicator's: goods, a trade, counted sights, one project.

「枸杞产值12亿元，出口创汇3千万美元」 tells nothing of all exports: a clause that names nobody goes on about the one before.
"""

from __future__ import annotations

from pipeline.claims.headed_owners import headed_by
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.subjects.groups import gathered
from pipeline.subjects.names import is_generic
from pipeline.words import words_of

_WORDS = words_of("bindings")["goes_on"]
_TRADES, _SIGHTS = _WORDS["trades"], _WORDS["sights"]
_STAFF = frozenset(_WORDS["staff"])
_SCALES = tuple(_WORDS["scales"])
_A_YEAR: str = words_of("bindings")["a_year"]
_EACH_YEAR: str = words_of("bindings")["each_year"]
_CARRIED_ON = frozenset(words_of("bindings")["carried_on"])
_OPENERS = ("place", "subject", "rest", "own")
_GOODS = frozenset(_TRADES["units"])
_MOST = 6  # figures back to the one that says what is spoken of


def goes_on_about(state: BindingState, index: int, entry: Indicator) -> str:
    """Return what the figure at `index` is about though its clause does not say so, "" where it may be the place's."""
    if headed := headed_by(state.sentence, index):
        return headed
    step, item = index, True
    term = lead_in_of(state.sentence, index).last("mention")
    yearly = term is not None and _each_year(state.sentence, state.sentence.tokens[term])
    for _ in range(_MOST):
        lead_in = lead_in_of(state.sentence, step)
        item = item and lead_in.carried
        if lead_in.inside or _opens(state.sentence, lead_in):
            return ""
        if not lead_in.carried and not _carried_over(state.sentence, lead_in):
            return ""
        before = state.before(step, 1)
        if not before:
            return ""
        step = before[-1]
        visited = _visited(state, step, entry, yearly=yearly)
        if step in state.bound:
            return visited or _one_project(state, step, entry, index)
        if about := visited or _spoken_of(state, step, entry, item=item):
            return about
    return ""


def _opens(sentence: ParsedSentence, lead_in: LeadIn) -> bool:
    """Say whether a clause behind the figure before names whose figure comes: 「，占全县的9%」 does not."""
    marks = [at for at, token in enumerate(lead_in.tokens) if token.is_mark((*COMMAS, "、"))]
    held = lead_in.tokens[marks[0] :] if marks else lead_in.tokens if not lead_in.carried else []
    if any(token.kind == "share" for token in held):
        return False
    said = any(sentence.word(token).startswith(_SCALES) for token in held if token.kind == "mention")
    return said or any(token.kind in _OPENERS and sentence.word(token) not in _STAFF for token in held)


def _carried_over(sentence: ParsedSentence, lead_in: LeadIn) -> bool:
    """Say whether a verb goes on behind a semicolon about what stood before: 「；实现旅游收入5亿元」."""
    return bool(lead_in.tokens) and sentence.word(lead_in.tokens[0]) in _CARRIED_ON


def _spoken_of(state: BindingState, index: int, entry: Indicator, *, item: bool) -> str:
    """Return what the unbound figure at an index is of, if it is what an entry's figures may go on about, else "".

    `item` says that no semicolon stands between: behind one the whole goes on, not what 其中 led to.
    """
    sentence = state.sentence
    lead_in = lead_in_of(sentence, index)
    clause = lead_in.clause
    told = [token for token in clause if token.kind in ("rest", "mention")]
    said = "".join(sentence.word(token) for token in told)
    if (
        entry.group == _SIGHTS["group"]
        and entry.id not in _SIGHTS["but"]
        and (sight := _sights(state, index, clause, said, item=item))
    ):
        return sight
    return _thing(sentence, clause, said, entry) or _traded(sentence, index, told, said, entry)


def _each_year(sentence: ParsedSentence, term: Token) -> bool:
    """Say whether a term is of each year: 年接待游客, 每年接待游客."""
    said = sentence.text[sentence.start : term.start]
    return sentence.word(term).startswith(_A_YEAR) or said.endswith(_EACH_YEAR)


def _visited(state: BindingState, index: int, entry: Indicator, *, yearly: bool) -> str:
    """Return the sights whose count a figure tells where visitors are theirs: 「24家重点景区」, else "".

    Inns and museums are never all that a county shows; what is visited year by year (`yearly`) is what was counted.
    """
    sentence, token = state.sentence, state.sentence.tokens[index]
    counted = dimensions().get(token.value.unit, "") == "count" != dimensions().get(entry.unit, "")
    if entry.group != _SIGHTS["group"] or entry.id in _SIGHTS["but"] or not counted:
        return ""
    towns = (one.value for one in sentence.leading_to(token.start) if one.kind == "place")
    if any(town.level in ("town", "village") for town in towns):
        return ""  # 「金星村共有民宿23家，全年吸引游客10余万人」: all who come
    behind = sentence.text[token.end : token.end + _SIGHTS["reach"]]
    for mark in "、，,；;。":
        behind = behind.partition(mark)[0]
    text = _text(sentence, lead_in_of(sentence, index).clause)
    if yearly and not any(word in text + token.value.text + behind for word in _SIGHTS["areas"]):
        return behind or text or token.value.text
    some = next((one for one in _SIGHTS["small"] if one in behind + text), "")
    all_of_them = index in state.bound or any(word in text for word in _SIGHTS["has"])
    return some or (
        "" if all_of_them else next((one for one in _SIGHTS["nouns"] if one in behind + text), "")
    )


def _thing(sentence: ParsedSentence, clause: list[Token], said: str, entry: Indicator) -> str:
    """Return the area of rice fields or of a town that a clause tells, where an entry's figures go on about it."""
    if not said.endswith(_WORDS["areas"]):
        return ""
    for thing in _WORDS["things"]:
        owned = any(token.kind in thing.get("unless", ()) for token in clause)
        named = any(word in _text(sentence, clause) for word in thing["words"])
        if named and not owned and entry.id in thing["indicators"]:
            return said
    return ""


def _traded(sentence: ParsedSentence, index: int, told: list[Token], said: str, entry: Indicator) -> str:
    """Return the goods or the trade whose output, firms or exports a clause tells: 枸杞产值, 陶瓷企业, 出口茶叶."""
    named = any(token.kind == "subject" for token in sentence.leading_to(sentence.tokens[index].end))
    if entry.id not in _TRADES["indicators"] or named or all(token.kind != "rest" for token in told):
        return ""
    unit = sentence.tokens[index].value.unit
    behind = any(said.find(word) >= 0 and not said.endswith(word) for word in _TRADES["trade"])
    if unit in _GOODS and told[-1].kind == "rest" and behind:
        return said
    ends = _TRADES["ends"].get(dimensions().get(unit, ""), [])
    tail = next((one for one in ends if said.endswith(one)), "")
    stem = said.removesuffix(tail)
    return said if tail and stem and not is_generic(stem) else ""


def _text(sentence: ParsedSentence, tokens: list[Token]) -> str:
    return sentence.text[tokens[0].start : tokens[-1].end] if tokens else ""


def _sights(state: BindingState, index: int, clause: list[Token], said: str, *, item: bool) -> str:
    """Return the sight whose visitors a figure tells: 「其中青云山6万人，」, else ""."""
    sentence, token = state.sentence, state.sentence.tokens[index]
    dimension = dimensions().get(token.value.unit, "")
    kinds = [one.kind for one in clause if one.kind not in ("plain", "period", "mark", "narrow")]
    among = any(one.kind == "part" for one in sentence.leading_to(token.start))
    bare = item and kinds in (["rest"], ["subject"]) and dimension in ("people", "visits")
    bare = bare and not any(word in said for word in _SIGHTS["people"])  # 「其中一日游游客9万人次，」
    return (said or _text(sentence, clause)) if bare and among else ""


def _one_project(state: BindingState, index: int, entry: Indicator, figure: int) -> str:
    """Return the project whose total is told before an investment, else "": 「饲料项目总投资3亿元，固定资产投资…」.

    So does what one will yield: 「项目总投资5亿元，预计工业总产值10亿元」, also where there are several.
    """
    ahead = any(one.kind == "plan_onward" for one in state.sentence.tokens[index:figure])
    yields = ahead and entry.id in _WORDS["of_project"]["yields"]
    if not yields and entry.id not in _WORDS["of_project"]["indicators"]:
        return ""
    total = any(one.indicator in _WORDS["of_project"]["totals"] for one in state.bound[index])
    sentence, token = state.sentence, state.sentence.tokens[index]
    clause = lead_in_of(sentence, index).clause
    owned = any(one.kind in ("own", "place") for one in clause)
    zone = any(one.kind == "subject" and one.value.kind == "zone" for one in sentence.leading_to(token.start))
    if not total or (not yields and (owned or zone or gathered(sentence, token.start))):
        return ""
    return _text(sentence, clause)
