"""The fonts that pages load: the common characters from small files, the rest from the whole fonts."""

import os

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from app.fonts import common_characters, cut, packaged_fonts, prepare
from app.wording import LANGUAGES, wording
from pipeline.indicators import load_catalogue


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    whole = next(path for path in prepare(tmp_path_factory.mktemp("static")) if "Sans" in path.name)
    return whole, cut(whole)


def test_the_small_font_has_what_pages_write(fonts):
    held = TTFont(fonts[1]).getBestCmap()
    words = "".join(text for code in LANGUAGES for text in wording(code).texts.values())
    names = "".join(entry.name.zh + entry.name.en for entry in load_catalogue().entries.values())
    missing = {sign for sign in words + names if ord(sign) not in held and not sign.isspace()}
    assert not missing & set(map(chr, TTFont(fonts[0]).getBestCmap()))


def test_the_small_font_is_small_and_alike(fonts):
    whole, small = fonts
    assert small.stat().st_size < whole.stat().st_size / 4
    looks = [TTFont(path) for path in fonts]
    widths = [
        {sign: font["hmtx"][font.getBestCmap()[ord(sign)]] for sign in "鹤山市2024年%"} for font in looks
    ]
    assert widths[0] == widths[1]


def test_a_font_is_cut_once_and_again_when_it_changed(fonts, tmp_path):
    whole = tmp_path / "Latin-Regular.otf"
    letters = subset.Subsetter()
    letters.populate(text="County")
    font = TTFont(fonts[1])
    letters.subset(font)
    font.save(whole)  # a font of few characters is soon cut
    small = cut(whole)
    for day, file in enumerate((whole, small)):
        os.utime(file, (day, day))
    assert cut(whole).stat().st_mtime == 1
    whole.touch()
    assert cut(whole).stat().st_mtime > 1


def test_the_package_has_both_faces_and_common_characters_are_the_national_standards():
    assert {path.name for path in packaged_fonts()} == {"NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf"}
    chinese = [code for code in common_characters() if 0x4E00 <= code <= 0x9FFF]
    assert len(chinese) == 6763  # GB 2312
