"""Find the spaces that typesetting puts round figures and behind commas: 「2024 年, 接待游客 356 万人次, 增长 8 %」.

Between cells, and where a line break was lost (「…68.1 年末常住人口…」), a space parts things, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lines.glyphs import NUMERAL

_HAN = "[一-鿿]"
# A break that only a space is left of: 「三次产业结构为4.2:27.7:68.1 年末常住人口…」, 「…实现“开门红” 2017年，全州…」.
LOST_BREAK = re.compile(
    r"(?<=[0-9%％元])[ \u3000\xa0]+(?=(?:全年|年末)[一-鿿])|(?<=[”」。])[ \u3000\xa0]+(?=[12][0-9]{3}年[，,])"
    # An item of a list that stands in one line: 「…建成通车[2] - 青禾县投资9亿元」, 「…达92%。 - 改造…」.
    rf"|(?<=[\]。；%]) [-–—·•] (?={_HAN}|[12][0-9]{{3}}年)"
)
_NEAR = re.compile(
    rf"[0-9%‰] {{1,2}}{_HAN}|{_HAN} {{1,2}}[0-9]|[0-9] {{1,2}}[%‰]|[，,、；;：:] {{1,2}}{_HAN}"
)
_PROSE = re.compile(rf"[，。；！？]|(?<=[{_HAN[1:-1]}0-9%])[,;](?=[{_HAN[1:-1]}])")
_CELLS = re.compile(r"[0-9%‰] +[-−—+]?[0-9]|\t|[|｜]")
# Behind a figure: its unit, and what goes on. What begins with 年末 or 全年 may be the next sentence, but for 2024|年末.
_BEHIND = re.compile(
    rf"(?<=[0-9]) {{1,2}}(?=[%‰℃㎡年月日号旬季])|(?<=[0-9%‰]) {{1,2}}(?={_HAN})"
    "|(?<=[0-9]) {1,2}(?=[-—–~～至] ?[0-9]{1,2} ?[月日季])"
)
_YEAR = re.compile("(?:19|20)[0-9]{2}$")
_BEFORE = re.compile(
    rf"(?<=[{_HAN[1:-1]}，,。；;、：:]) {{1,2}}(?=[0-9])|(?<=[，,、；;：:]) {{1,2}}(?={_HAN})"
)
_OPENED = re.compile(
    r"(?<=[（(“《【\[〔「]) {1,2}(?=[0-9])|(?<=[0-9][-—–~～至]) {1,2}(?=[0-9]{1,2} ?[月日季])"
)
_DATE = re.compile(
    r"(?<=[0-9]) (?=[年月日季旬])|(?<=年) {1,2}(?=[0-9]{1,2} ?月)|(?<=月) {1,2}(?=[0-9]{1,2} ?日)"
    r"|(?<=[0-9]) (?=[-—–~～至] ?[0-9]{1,2} ?[月日季])"
)
# A heading that opens with whose it is: 「青禾县人民医院 2023年工作总结」, no header of a table (「指标 2023年」).
_SAYS = rf"(?=[0-9]{{4}}年{_HAN}{{2,20}}(?:[及和与暨] ?[0-9]{{4}}年{_HAN}{{2,20}})?$)"
_TITLE = re.compile(rf"^(?:{_HAN}{{3,20}}|{NUMERAL}、|[（(]{NUMERAL}[)）]) {_SAYS}|(?<=[及和与暨]) {_SAYS}")
# A heading that runs into its sentence, which opens with a time: 「工业经济 2024年全县…」; not 「我县 2024年接待…」.
_RUN_IN = re.compile(
    rf"(?:(?:{NUMERAL}、|[（(]{NUMERAL}[)）])[一-鿿、]{{2,14}}|[一-鿿、]{{2,12}}(?<![县市区州旗盟镇乡村省司厂园院校团社站入于在为至到从自达和与及]))"
    " {1,2}(?=[0-9—~至-]{1,8} ?[年月季])"
)
_NO_TITLES = ("指标", "项目", "单位", "地区", "名称")


def gaps_beside_figures(text: str) -> list[tuple[int, int]]:
    """Return the spaces of a folded text that part nothing, as (start, end), in order. Linear in the text."""
    return [
        gap
        for start, end in _lines(text)
        if not _CELLS.search(text, start, end)
        for gap in _gaps(text, start, end)
    ]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends that has a space beside a figure or behind a comma."""
    at = 0
    while (near := _NEAR.search(text, at)) is not None:
        start = text.rfind("\n", 0, near.start()) + 1
        end = text.find("\n", near.start())
        end = len(text) if end < 0 else end
        yield start, end
        at = end


def _gaps(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spaces of one line that part nothing."""
    prose = _PROSE.search(text, start, end) is not None
    behind = [
        found.span()
        for found in (_BEHIND if prose else _DATE).finditer(text, start, end)
        if not _parts(text, found)
    ]
    line, way = _closed(text, start, end, behind)
    if prose:
        kept = {found.end() for found in (_RUN_IN.match(line), *LOST_BREAK.finditer(line)) if found}
        before = [found.span() for found in _BEFORE.finditer(line) if found.end() not in kept]
    else:
        titles = () if line.startswith(_NO_TITLES) else _TITLE.finditer(line)
        before = [(title.end() - 1, title.end()) for title in titles]
    before += [found.span() for found in _OPENED.finditer(line)]
    yield from sorted([*behind, *((way[first], way[last - 1] + 1) for first, last in before)])


def _parts(text: str, gap: re.Match[str]) -> bool:
    """Say whether a space may stand for a lost line break: before 年末 and 全年, but behind the year itself."""
    lost = LOST_BREAK.match(text, gap.start()) is not None
    return lost and not (
        text.startswith("年", gap.end()) and _YEAR.search(text, gap.start() - 4, gap.start())
    )


def _closed(text: str, start: int, end: int, gaps: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """Return a line without some spaces, and for each character left its offset in `text`."""
    left = sorted(set(range(start, end)).difference(*(range(*gap) for gap in gaps)))
    return "".join(text[at] for at in left), left
