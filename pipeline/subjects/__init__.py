"""Find what a figure may be about beside its place: companies, projects, scenic areas …."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.dictionary import dictionary
from pipeline.places.place_words import place_words
from pipeline.subjects.names import (
    counts_several,
    foreign_words,
    is_facility,
    is_generic,
    is_name,
    may_end,
    opens_with_area,
    subject_words,
    tells_apart,
    without_areas,
    without_pointer,
)
from pipeline.words import words_of

REACH = 40  # characters that a name may have before its ending
_AS = re.compile("(?:^|[，,；;。\n])作为[^，,；;。\n]{2,30}的$")  # 「作为主战场的|高新区」
_COUNT_BEHIND = re.compile(r"(?:共|共计|合计|达)?\d+ ?[个项条]")
_NAME_CHARACTERS = re.compile(r"[一-鿿㐀-䶿A-Za-z0-9·—.‘’+-]*")
_OPENINGS = {")": "(", "”": "“", "」": "「"}
_QUOTES = ("“", "「")
_SHORTEST_QUOTED = 3  # characters before the ending
_SPEECH = re.compile("(?:^|[。，,：:！？!?\\n])[“「]$")  # 「正在施工。“|项目总投资7亿元」
_LONG_STEM = {"project": 6, "company": 3}
_INVESTED = re.compile(r"投资(?:额|规模)?[约近达为超]?[0-9][0-9.,]{0,11}[余多]?[万亿]+余?元(?:左右)?的$")
_LONGEST_AMOUNT = 30  # characters of 「计划总投资约12.6亿元的」
_SHORT_STEM = 3  # characters that describe what so much is invested in
_TOLD_WHEN = re.compile(
    "今年|去年|目前|日前|近日|现|正|(?:20[0-9]{2}年)?(?:1?[0-9]月)?(?<=[年月])|[在于](?!建)"
)
_CLAUSE_ENDS = "。，,；;：:\n“「"
_DIGIT = re.compile("[0-9]")
_DATE = re.compile(
    "(?:(?:19|20)[0-9]{2}年度?)?(?:(?:[0-9]{1,2}月?[—–~至到-])?[0-9]{1,2}月份?)?(?:[0-9]{1,2}[日号])?"
)
_ITEM = re.compile("[一二三四五六七八九十]{1,2}是")  # 「三是|天和集团」
_RANKS = ("省", *subject_words()["of_rank"])  # 深圳市, 青禾县
_OFFICIALS = re.compile("|".join(subject_words()["officials"]))
_TOWN = re.compile(r"^[一-鿿]{2,4}?(?:镇|(?<!城)乡|街道)(?=[一-鿿]{2})")
_PUT_INTO = re.compile("|".join(words_of("bindings")["grades"]["put_into"]))
# What a plant makes a year stands in its name: 「10万吨甲酸项目」.
_PRODUCED = "吨|平|立|千瓦|兆瓦|千升|台|套|辆|只|头|羽|件|支|米|亩|升|枚|双|块|片|箱|瓶|安时"
_CAPACITY = re.compile(f"[0-9.]+[万亿千百]?(?:{_PRODUCED})")
_AMOUNT = re.compile(
    rf"(?<!年产)(?<!日产)(?<![\d.A-Za-z])\d[\d.,]{{0,14}}(?:[万亿]?[元个家条处座名天]|项(?!目)|[万亿余多])++(?!{_PRODUCED})|[一二三四五六七八九十两几数]{{1,3}}[家个项座处批天]"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Mark one subject: text[start:end] is `text`, `name` its full name, '' for an anaphor (该项目, 景区).

    `kind` is company, project, scenic, fund, zone or event. The company of 「…有限公司二期项目」 is a
    subject of its own inside the project's span.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str


@cache
def _kinds() -> dict[str, str]:
    """Map each ending to its kind."""
    return {ending: kind for kind, endings in subject_words()["endings"].items() for ending in endings}


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _endings() -> re.Pattern[str]:
    words = subject_words()
    goes_on = f"(?!{_any_of(words['goes_on_unless'])})(?:{_any_of(words['goes_on'])})"
    tails = "".join(
        f"(?!(?<=[{''.join(unless)}]){ending})" for ending, unless in words["no_ending_after"].items()
    )
    return re.compile(f"{tails}(?:{_any_of(list(_kinds()))})(?!{goes_on})")


@cache
def _before() -> re.Pattern[str]:
    """Compose the words before a name, with what one makes of somebody: 打造|成."""
    words = subject_words()
    inside = f"(?!{_any_of(words['before_unless'])})"  # 综合|服务中心
    return re.compile(f"(?:{_any_of(words['before'])}){inside}({_any_of(words['made_of'])})?")


@cache
def _singles() -> frozenset[str]:
    return frozenset(subject_words()["before_single"])


@cache
def _writers() -> re.Pattern[str]:
    """Compose how a bracket opens that names who wrote a text: 「本报讯（记者 谌磊）|青禾县智能装备项目」."""
    roles = (role for role in words_of("datelines")["roles"] if len(role) > 1)
    return re.compile(f"[一-鿿]{{0,6}}?(?:{_any_of(list(roles))})")


@cache
def _alias_pattern() -> re.Pattern[str]:
    """Compose 「(以下简称“X”)」; the full name ends where the parenthesis opens."""
    return re.compile(f'\\((?:{_any_of(subject_words()["alias"])})[为:]?[“「‘"]([^”」’"()\n]{{2,20}})[”」’"]')


def aliases_in(text: str) -> dict[str, Subject]:
    """Read the document's own short names: alias → the subject that 「以下简称“…”」 stands behind."""
    found: dict[str, Subject] = {}
    for match in _alias_pattern().finditer(text):
        offset = max(0, match.start() - 2 * REACH)
        before = subjects_in(text[offset : match.start()])
        if before and before[-1].name and before[-1].end == match.start() - offset:
            named = before[-1]
            found.setdefault(
                match.group(1), replace(named, start=named.start + offset, end=named.end + offset)
            )
    return found


def subjects_in(text: str, aliases: Mapping[str, Subject] | None = None) -> list[Subject]:
    """List the subjects that folded, unwrapped text names, in order; pass the document's `aliases_in`."""
    found: list[Subject] = []
    for match in _endings().finditer(text):
        found += _subjects_at(text, match.start(), match.end(), _kinds()[match.group()])
    found = _like_elsewhere(text, found)
    found += _quoted_events(text)
    found += _by_alias(text, aliases or {})
    return _outermost(found)


def _like_elsewhere(text: str, found: list[Subject]) -> list[Subject]:
    """Shorten a name to one that stands between delimiters elsewhere: 发挥娲石集团 → 娲石集团."""
    clear = {s.name for s in found if s.name and (s.start == 0 or not text[s.start - 1].isalnum())}
    result = []
    for subject in found:
        endings = (subject.text[at:] for at in range(1, len(subject.text)))
        name = next((ending for ending in endings if ending in clear), "")
        if name and subject.name != name:
            start = subject.end - len(name)
            result.append(replace(subject, start=start, text=text[start : subject.end], name=name))
        else:
            result.append(subject)
    return result


@cache
def _event_pattern() -> re.Pattern[str]:
    return re.compile(
        f"(?:{_any_of(subject_words()['event_before'])})[了的]?[“「]([^“”「」。\n]{{3,25}})[”」]"
    )


def _quoted_events(text: str) -> list[Subject]:
    """Read 「首办“…”」 as an event, whatever its name ends with."""
    return [
        Subject(m.start(1), m.end(1), m.group(1), m.group(1).strip(), "event")
        for m in _event_pattern().finditer(text)
    ]


def _by_alias(text: str, aliases: Mapping[str, Subject]) -> list[Subject]:
    if not aliases:
        return []
    pattern = re.compile(_any_of(list(aliases)))
    return [
        Subject(m.start(), m.end(), m.group(), aliases[m.group()].name, aliases[m.group()].kind)
        for m in pattern.finditer(text)
    ]


def _subjects_at(text: str, stop: int, end: int, kind: str) -> list[Subject]:
    """Read the name that ends here, an anaphor, or nothing."""
    if kind == "fund":
        form = next((f for f in subject_words()["partnership"] if text.startswith(f, end)), "")
        end += len(form)
    whole = start = _window(text, stop)
    start = min(_cut(text, start, stop), _opened(text, start, stop))
    stem = text[start:stop]
    if kind == "project" and (_PUT_INTO.search(stem) or _PUT_INTO.search(text, max(0, start - 4), start)):
        return []  # 「综合楼被|列入国家重点县医院建设项目」
    word = text[stop:end]
    made = text.endswith(tuple(subject_words()["made_of"]), 0, start) and not tells_apart(stem, kind)
    group = kind == "project" and _COUNT_BEHIND.match(text, end)  # 「在谈项目187个」
    quoted = text[start - 1 : start] in _OPENINGS.values() and text[end : end + 1] in _OPENINGS
    quoted = quoted and word not in subject_words()["no_names"] and not is_generic(stem)
    quoted = quoted and len(stem) >= _SHORTEST_QUOTED
    if (quoted or is_name(stem, word, kind)) and not (made or group):
        end = _phase_end(text, end, kind)
        told = stem if stem[:1] in _QUOTES and stem[:-1].endswith(word) else text[start:end]  # “甲项目”项目
        return [Subject(start, end, text[start:end], _clean(told), kind)]
    if kind in subject_words()["told_of"] and _opens_on(text, start, end, stem, kind):
        return [Subject(start, end, text[start:end], _clean(text[start:end]), kind)]
    joined = kind == "project" and _is_joined(text[whole:start], text[start:stop])
    if joined and _opens_on(text, whole, end, text[whole:stop], kind):
        named = stop - len(without_areas(text[whole:stop]))  # 「青禾县|渔业养殖及水产加工|项目」
        return [Subject(named, end, text[named:end], _clean(text[named:end]), kind)]
    return _anaphor(text, stop, end, kind)


def _is_joined(cut: str, stem: str) -> bool:
    """Say whether what was cut off is the first of two things that one project is of: 「渔业养殖及|水产加工项目」."""
    verbs = _before().search(cut) is not None
    areas = opens_with_area(cut) and not without_areas(cut)
    return cut.endswith(tuple(subject_words()["joins"])) and not verbs and not areas and len(stem) > 1


@cache
def _part_of_zone() -> re.Pattern[str]:
    return re.compile(f"[一-鿿]{{2,4}}{subject_words()['part_of_zone']}")


def _phase_end(text: str, end: int, kind: str) -> int:
    """Return where a name ends with its phase or part: 「恒川锂电项目（二期）」, 「青禾新区白石片区」."""
    words = subject_words()
    part = _part_of_zone().match(text, end) if kind == "zone" else None
    if part:
        return part.end()
    if kind not in words["phased"]:
        return end
    forms = (form for phase in words_of("bindings")["phases"] for form in (f"({phase})", phase))
    return end + len(next((form for form in forms if text.startswith(form, end)), ""))


def _opens_on(text: str, start: int, end: int, stem: str, kind: str) -> bool:
    """Say whether a long description opens a sentence that goes on about it: 「农产品冷链物流中心项目，总投资3亿元」."""
    words = subject_words()
    opens = start == 0 or text[start - 1] in "\n。" or text.endswith(tuple(words["opens_on"]), 0, start)
    opens = opens or text[start - 1] in _CLAUSE_ENDS
    shortest = _LONG_STEM[kind]
    if kind == "project" and _INVESTED.search(text, max(0, start - _LONGEST_AMOUNT), start):
        opens, shortest = not counts_several(stem), _SHORT_STEM  # 「总投资6亿元的|光伏制氢项目今年3月开工」
    plain = not _DIGIT.search(_CAPACITY.sub("", stem)) and not any(
        word in stem for word in words["no_description"]
    )
    goes_on = text.startswith(tuple(words["told_of"][kind]), end)
    goes_on = goes_on or (shortest == _SHORT_STEM and _TOLD_WHEN.match(text, end) is not None)
    telling = (shortest != _SHORT_STEM and is_facility(stem)) or not is_generic(stem)  # not 生态产业园|项目
    return opens and goes_on and plain and telling and len(stem) >= shortest


def _window(text: str, stop: int) -> int:
    """Walk left over the characters of a name, over “…” and (…) within it, to a delimiter or the reach."""
    position, least = stop, max(0, stop - REACH)
    while position > least:
        run = _NAME_CHARACTERS.match(text[least:position][::-1])
        position -= run.end() if run else 0
        if position == least:
            break
        opening = _OPENINGS.get(text[position - 1])
        opened = text.rfind(opening, least, position - 1) if opening else -1
        if opened < 0 or "\n" in text[opened:position] or "。" in text[opened:position]:
            break
        inside = text[opened + 1 : position - 1]
        phase = inside in words_of("bindings")["phases"]
        if opening == "(" and position - opened <= 4 and is_generic(inside) and not phase:
            break
        if opening == "(" and (
            position - opened > 10
            or text.startswith(tuple(subject_words()["alias"]), opened + 1)
            or _writers().match(inside)
        ):
            break
        position = opened
        if opening != "(":
            break
    return position


def _opened(text: str, start: int, stop: int) -> int:
    """Return where the quotation opens that ends a name, for nothing in it is cut: 「“智能升级扩能项目”|项目」."""
    opening = _OPENINGS.get(text[stop - 1 : stop], "")
    opened = text.rfind(opening, start, stop - 1) if opening in _QUOTES else -1
    return opened if opened >= 0 else stop


def _cut(text: str, start: int, stop: int) -> int:
    """Cut what stands before the name: amounts, verbs, towns, particles; two characters stay."""
    window = text[start:stop]
    opened = _ITEM.match(window) or _DATE.match(window)
    cut = opened.end() if opened and opened.end() <= len(window) - 2 else 0
    for match in _AMOUNT.finditer(window):
        cut = match.end() if match.end() <= len(window) - 2 else cut
    for match in _before().finditer(window, cut):
        made = match.end() <= len(window) - 2 and not (match[1] and opens_with_area(window[match.start(1) :]))
        end = match.end() if made or not match[1] else match.start(1)
        if end <= len(window) - 2:
            cut = end
    cut += foreign_words(window[cut:])
    window = window[cut:]
    if not _singles().isdisjoint(window):
        inner = _cut_particles(window)
        cut, window = cut + inner, window[inner:]
    cut += len(window) - len(without_pointer(window))
    cut += _led(text, start + cut, stop, apart=cut > 0)
    town = _TOWN.match(text[start + cut : stop])
    return start + cut + (town.end() if town else 0)


def _led(text: str, start: int, stop: int, *, apart: bool) -> int:
    """Count the particle that opens a clause before a name, whatever jieba makes of it: 由|青禾…公司, 继|甲项目之后.

    `apart` says that what stands before it is cut off already: 是|由|青禾集团.
    """
    opens = apart or not start or not text[start - 1].isalnum()
    if stop - start <= 2 or not opens or opens_with_area(text[start:stop]):
        return 0
    leads = subject_words()["leads"]
    behind = leads.get(text[start])
    if behind is None:
        return 0
    return int(not behind or any(text.find(word, stop, stop + REACH) >= 0 for word in behind))


@lru_cache(maxsize=4096)
def _cut_particles(window: str) -> int:
    """Find the end of the last particle that jieba too takes for a word: 包括|杭州…|和|广东… → after 和.

    Within a name 和 joins nothing: 天|和|纺织集团, 瑞丰|和|兴化工有限公司, 和|邦|生物集团. Before an area with its rank
    it does: 县长林一|与|深圳市环湘投资发展有限公司. So it does behind who holds an office: 县委书记林一|与|天和公司.
    """
    singles, joining = _singles(), subject_words()["joins"]
    position, depth = len(window) - len(without_areas(window)), 0
    before = window[position - 1 : position]
    for word in dictionary.cut(window[position:]):
        position += len(word)
        depth += (word in "“「(") - (word in "”」)")
        rest = window[position:]
        area = rest[: len(rest) - len(without_areas(rest))]
        joins = word not in joining or may_end(before) or area.endswith(_RANKS)
        joins = joins or _OFFICIALS.search(window, 0, position) is not None
        if word in singles and joins and depth == 0 and position <= len(window) - 2:
            return position + _cut_particles(window[position:])
        before = word
    return 0


def _clean(name: str) -> str:
    return name.removeprefix("“").replace("”", "").replace("「", "").replace("」", "")


def _anaphor(text: str, stop: int, end: int, kind: str) -> list[Subject]:
    """Report 该项目, or 景区 at the start of a clause, without a name."""
    if text[stop:end] not in subject_words()["anaphors"][kind]:
        return []
    pointer = next((w for w in subject_words()["anaphor_before"] if text.endswith(w, 0, stop)), "")
    opens = stop == 0 or text[stop - 1] in "。，,;；:：\n!?！？ "
    opens = opens or _SPEECH.search(text, max(0, stop - 2), stop) is not None
    opens = opens or (text[stop:end] in subject_words()["zones_alone"] and text[stop - 1] in "县市州中")
    opens = opens or (kind == "zone" and text[max(0, stop - 2) : stop] in place_words()["own"])
    opens = opens or (kind == "zone" and _AS.search(text, max(0, stop - REACH), stop) is not None)
    rank = _rank_before(text, stop) if kind == "zone" and not (pointer or opens) else 0
    if not (pointer or opens or rank):
        return []
    start = stop - len(pointer) - rank
    return [Subject(start, end, text[start:end], "", kind)]


def _rank_before(text: str, stop: int) -> int:
    """Count the 县 that opens a clause before a zone without a name: 「县|工业园区规上企业31户」."""
    opens = stop == 1 or text[stop - 2 : stop - 1] in tuple(_CLAUSE_ENDS)
    return int(opens and text[stop - 1] in subject_words()["of_rank"])


_NEST = 4  # names are short, so only the last few can hold the next


def _outermost(found: list[Subject]) -> list[Subject]:
    """Drop a subject inside another unless it is the company that begins a longer name."""
    kept: list[Subject] = []
    for subject in sorted(found, key=lambda s: (s.start, -s.end, not s.name)):
        around = next((k for k in kept[-_NEST:] if k.start <= subject.start and subject.end <= k.end), None)
        heads = (
            around
            and around.start == subject.start
            and around.kind not in ("company", "fund")
            and subject.kind == "company"
        )
        if not around or (heads and subject.name and around.end != subject.end):
            kept.append(subject)
    return sorted(kept, key=lambda s: (s.start, s.end))
