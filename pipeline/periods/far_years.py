"""Find the years that no figures are of: 0005年全县, 截至1898年底, 2101—2105年, 一八九八年, 0001-01-01.

In 「有1800年历史」 and 「5000年文明」 a figure counts years and names none.
"""

import re

from pipeline.periods.fragments import WORDS, either

_WORDS = WORDS["far_years"]
_ALONE = "(?<![0-9A-Za-z.,])"
_CLAUSE = "(?<![^，,。；;、：:\n（( ])"
_DASHES = re.escape("".join(word for word in WORDS["dashes"] if len(word) == 1))
_BACK = f"(?:[{_DASHES}](?=[0-9])|[末底初](?!蕴))?"  # 0005年至2020年 is one date
_NUMERAL = f"[{WORDS['digits']}{WORDS['zeros']}]"
_BEFORE = f"(?=[{re.escape(_WORDS['before'])}])"
_YEAR = f"{_ALONE}(?!19|20)[0-9]{{4}}年"
_DAY_ENDS = "(?![0-9/-]|[.][0-9])"
PATTERN = "|".join(
    (
        f"{_CLAUSE}(?:[0-9]{{4}}[{_DASHES}])?(?!19|20)[0-9]{{4}}年{_BACK}{_BEFORE}",
        f"(?<=[{_WORDS['after']}]){_YEAR}{_BACK}(?!{either(_WORDS['not_before'])})",
        f"(?<=[0-9年月日度])[{_DASHES}] ?(?!19|20)[0-9]{{4}}年",
        f"{_YEAR}(?:[{_DASHES}](?=[0-9])|[末底初](?!蕴))",
        f"{_ALONE}0[0-9]{{2,4}} {{0,2}}年(?!代){_BACK}",
        f"(?<!{_NUMERAL})(?<!十){_NUMERAL}{{4}}年(?!代){_BACK}",
        rf"{_ALONE}(?:(?!19|20)[0-9]{{4}}|0[0-9]{{2}})(?P<mark>[-/.])[0-9]{{1,2}}(?P=mark)[0-9]{{1,2}}{_DAY_ENDS}",
        f"{_ALONE}00[0-9]{{2}}[-/.][0-9]{{1,2}}{_DAY_ENDS}",
        rf"{_CLAUSE}[0-9]{{1,3}}(?P<sign>[-/])[0-9]{{1,2}}(?P=sign)[0-9]{{1,2}}{_BEFORE}",
    )
)
