"""Find spans that no dates are given of: 五年来, 开园以来, “村超”开赛以来, 首日, 元旦、春节期间, 近年来 with a sum."""

import re
from collections.abc import Iterator

from pipeline.periods import holidays
from pipeline.periods.fragments import WORDS, either
from pipeline.periods.period import OpenPeriod

_UNDATED = WORDS["undated"]
_AHEAD = tuple(_UNDATED["ahead"])
_ONE = "(?![一1]个?年)"  # 一年来 is the year that a report is about
_COUNT = f"(?:[0-9]{{1,2}}|[{WORDS['digits']}十百两]{{1,3}}|[{_UNDATED['vague']}])[余多几]?个?年"
_TAIL = f"(?:{either(_UNDATED['counted_tails'])})"
_HOLIDAY = f"[“‘「]?(?:{either(holidays.NAMES)})[”’」]?"
_JOINED = "".join(re.escape(joiner) for joiner in holidays.WORDS["together"]["joiners"])
_CLAUSE, _CLAUSE_END = "(?<![^，,。；;、：:\n（( ])", "[，,]|全|我|的"
_SINCE_OR_AT_FIRST = either(_UNDATED["until_now"] + _UNDATED["at_first"])
_SPAN = re.compile(
    "|".join(
        (
            f"(?:{either(_UNDATED['counted'])}){_ONE}{_COUNT}{_TAIL}?(?!{either(_UNDATED['counted_not_before'])})",
            f"(?<![0-9.,第满]){_ONE}{_COUNT}{_TAIL}",
            f"(?:{either(_UNDATED['foundings'] + _UNDATED['beginnings'])})(?:{_SINCE_OR_AT_FIRST})",
            either(_UNDATED["days"]),
            f"{_CLAUSE}[0-9{WORDS['digits']}十]{{1,2}}天(?=共|累计|总共|合计)",  # 「5天共接待游客74万人次」
            f"{_CLAUSE}{_COUNT}前(?=[，,]|{either(_UNDATED['ago_before'])})",
            f"(?:{either(WORDS['centuries'])})(?:{either(_UNDATED['of_centuries'])})?(?={_CLAUSE_END})",
            f"{_HOLIDAY}[{_JOINED}]{_HOLIDAY}(?:{either(holidays.WORDS['tails'])})",
            f"(?:{either(_UNDATED['running'])})(?=[^。；;！？\n]{{0,30}}?(?:{either(_UNDATED['sums'])}))",
        )
    )
)

_SINCE = re.compile(
    f"(?<=[\\u4e00-\\u9fff”’」])(?:{either(WORDS['since'])})(?={_CLAUSE_END}|[：:]|共|累|已|实)"
)


def since_events(text: str) -> Iterator[OpenPeriod]:
    """Yield the 以来 of events that are no dates: 「自“村超”开赛以来，累计接待…」, also those within periods."""
    for match in _SINCE.finditer(text):
        yield OpenPeriod(*match.span(), "undated")


def undated_spans(text: str) -> Iterator[OpenPeriod]:
    """Yield the spans without dates of a folded text, in order."""
    for match in _SPAN.finditer(text):
        yield OpenPeriod(*match.span(), "undated", ahead=match[0].startswith(_AHEAD))
