"""Load `indicators.yaml`: which indicators exist, how texts name them, and the examples that hold them to it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

RULES = Path(__file__).resolve().parent.parent / "indicators.yaml"


class RulesError(ValueError):
    """Say in one sentence which entry and field of the rules is wrong, and what was allowed."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Strict):
    """Name an indicator in both languages of the dashboard."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Example(_Strict):
    """Give a sentence and the rows of this indicator that it must give; columns left out are not asked for."""

    text: str = Field(min_length=1)
    rows: list[dict[str, str | float | int]] = Field(min_length=1)
    published: str = "2025-04-07"
    place: str = ""


class Ratio(_Strict):
    """Name this indicator as one place of a ratio: 三次产业结构为5.1:40.2:54.7, positions 1 to 3."""

    terms: tuple[str, ...] = Field(min_length=1)
    position: int = Field(ge=1, le=5)


class Counterexample(_Strict):
    """Give a sentence that must give no row of this indicator, and why."""

    text: str = Field(min_length=1)
    because: str = Field(min_length=1)


class Indicator(_Strict):
    """Describe one indicator: what it measures and the words that name it.

    - terms: stand before their figure. In one, ~ stands for neutral words (A级景区~接待游客), * for any few characters,
      # for the figure itself (签约#项目).
    - generic_terms: count only where the text says whose figure it is (投资 of a named project, 税收 of a zone).
    - after: stand behind their figure (62项技术合作); with loose, any modifier may come between (4家高端企业落户).
    - allow: modifiers that leave the term whole (省级). block: words behind it that make it another thing (出口退税).
    - context: words of which one must stand in the sentence or its headline.
    - about: whose figure it is, the place's, a subject's, or either; subjects narrows the kinds of subject.
    - units: base units accepted besides unit. not_units: count words that tell another thing (套 of flats).
    - ratio: the place that this indicator has in a ratio. share_of: part and whole whose ratio it is.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Name
    group: str
    unit: str
    kind: Literal["flow", "stock", "rate", "rank"]
    growth: Literal["nominal", "real", "none"] = "none"
    about: Literal["place", "subject", "either"] = "place"
    subjects: tuple[Literal["company", "project", "scenic", "fund", "zone", "event"], ...] = ()
    terms: tuple[str, ...] = ()
    generic_terms: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    not_units: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    loose: bool = False
    ratio: Ratio | None = None
    share_of: tuple[str, str] | None = None
    examples: tuple[Example, ...] = Field(min_length=1)
    not_examples: tuple[Counterexample, ...] = ()

    @field_validator("terms", "after", "generic_terms")
    @classmethod
    def _well_formed(cls, terms: tuple[str, ...]) -> tuple[str, ...]:
        for term in terms:
            if not re.fullmatch(r"[^~*#\s]{2,}|[^~*#\s]+[~*#][^~*#\s]{2,}", term):
                raise ValueError(f"“{term}” 应至少有两个字，“~”“*”“#” 至多一个且在中间")
        if len(set(terms)) < len(terms):
            raise ValueError("同一个词写了两次")
        return terms

    @property
    def name_zh(self) -> str:
        """Give the Chinese name."""
        return self.name.zh

    @property
    def name_en(self) -> str:
        """Give the English name."""
        return self.name.en


class Catalogue(BaseModel):
    """Hold all indicators by id, in the order of the file."""

    model_config = ConfigDict(frozen=True)

    entries: dict[str, Indicator]

    def __getitem__(self, indicator: str) -> Indicator:
        """Return the entry of an id."""
        return self.entries[indicator]

    def __hash__(self) -> int:
        """Hash by identity: a catalogue is loaded once and compiled once."""
        return id(self)


class _UniqueKeys(yaml.CSafeLoader):
    """Refuse a key that stands twice, which plain YAML lets win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, object]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                raise RulesError(
                    f"第 {key_node.start_mark.line + 1} 行：“{key}” 写了两次，每个名字只能有一条。"
                )
            seen.add(key)
        mapping: dict[str, object] = super().construct_mapping(node, deep)
        return mapping


def load_catalogue(path: Path | str | None = None) -> Catalogue:
    """Read and check the rules file (the program's own by default).

    Raise RulesError with file, entry, field and what was allowed.
    """
    file = Path(path) if path else RULES
    try:
        modified = file.stat().st_mtime_ns
    except OSError as error:
        raise RulesError(f"找不到规则文件 {file}：请给出一个 YAML 文件，例如 indicators.yaml。") from error
    return _load(file, modified)


@lru_cache(maxsize=8)
def _load(file: Path, _modified: int) -> Catalogue:
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), _UniqueKeys)  # noqa: S506 - a safe loader with one check more
    except RulesError as error:
        raise RulesError(f"{file.name} {error}") from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise RulesError(
            f"{file.name} {where}不是合法的 UTF-8 YAML：{getattr(error, 'problem', error)}。"
        ) from error
    if not isinstance(raw, dict) or not raw:
        raise RulesError(f"{file.name} 是空的：应为“指标 id: {{name, group, unit, …}}”的列表。")
    entries = {str(key): _entry(file.name, str(key), value) for key, value in raw.items()}
    catalogue = Catalogue(entries=entries)
    _check_references(file.name, catalogue)
    return catalogue


def _entry(file: str, key: str, value: object) -> Indicator:
    if not isinstance(value, dict):
        raise RulesError(
            f"{file}，条目 {key}：应为 name、group、unit、kind、terms、examples 等字段，得到 {value!r}。"
        )
    try:
        return Indicator(id=key, **value)
    except ValidationError as error:
        # A field that does not exist is often the one that is missing, misspelt.
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        field = ".".join(str(part) for part in first["loc"]) or "id"
        allowed = "、".join(name for name in Indicator.model_fields if name != "id")
        said = {
            "extra_forbidden": f"没有这个字段，可用的是 {allowed}",
            "missing": "缺少这个字段",
        }.get(first["type"], first["msg"].removeprefix("Value error, "))
        raise RulesError(f"{file}，条目 {key}，字段 {field}：{said}。") from None


def _check_references(file: str, catalogue: Catalogue) -> None:
    """Refuse a `share_of` that names no entry, and two entries that claim the same term."""
    owner: dict[tuple[str, str, str], str] = {}
    for entry in catalogue.entries.values():
        for other in entry.share_of or ():
            if other not in catalogue.entries:
                raise RulesError(f"{file}，条目 {entry.id}，字段 share_of：没有名为 {other} 的条目。")
        if not (entry.terms or entry.generic_terms or entry.after or entry.share_of or entry.ratio):
            raise RulesError(
                f"{file}，条目 {entry.id}：terms、after、ratio、share_of 至少要有一个，否则永远找不到它。"
            )
        for term in entry.terms:
            first = owner.setdefault((term, entry.unit, entry.about), entry.id)
            if first != entry.id:
                said = f"“{term}” 已属于条目 {first}，只有单位或 about 不同时才可共用"
                raise RulesError(f"{file}，条目 {entry.id}，字段 terms：{said}。")
