"""Numbers that became no row are listed by reason, each with the way to its place, and each kind with a way to mend it."""

from app.review.unassigned import KINDS, WAYS
from app.wording import LANGUAGES, wording
from pipeline.words import words_of
from tests.dashboard_pages import opened, show_documents, shown

DOCUMENT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。
全县种植三角梅3200株。民营企业出口2.5亿元。
"""


def test_every_reason_is_of_one_kind_and_every_kind_is_said_and_mended():
    reasons = [reason for kind in KINDS.values() for reason in kind]
    assert sorted(reasons) == sorted(words_of("reasons"))
    for language in LANGUAGES:
        texts = wording(language).texts
        assert {f"unassigned.{part}_{kind}" for kind in KINDS for part in ("kind", "mend")} <= set(texts)
        assert {f"page.{page}" for page, _ in WAYS.values()} <= set(texts)


def test_the_numbers_of_the_first_page_are_listed_by_reason_with_their_place(tmp_path, monkeypatch):
    show_documents(monkeypatch, tmp_path, {"20250120.txt": DOCUMENT})
    assert "review?lang=zh&amp;list=unassigned" in shown(opened("overview"))
    words = shown(opened("review", list="unassigned"))
    assert "没有指标名称（1）" in words
    assert "只是一部分、参照或另一回事（1）" in words
    assert f"at={DOCUMENT.index('3200')}" in words
    assert "<mark>3200株</mark>" in words
    assert "<mark>2.5亿元</mark>" in words
    assert "36.2" not in words
