"""Old Word files, RTF and ODT are read where LibreOffice is installed; else one sentence names the way."""

import random
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.documents import DocumentError, content_of, converting
from tests.hostile.sound import open_document
from tests.hostile.trial import listening
from tests.word_files import paragraph, word_file

needs_office = pytest.mark.skipif(converting.office() is None, reason="LibreOffice is not installed")
OLD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(20)
    + b"\xfe\xff"
    + bytes(98)
    + "WordDocument".encode("utf-16-le")
)
MADE = word_file(paragraph("全县生产总值90亿元"))
FINDS = "import pathlib, sys, time; said = sys.argv; given, out = pathlib.Path(said[-1]), pathlib.Path(said[-2])\n"
CONVERTS = (
    FINDS + "out.mkdir(); (out / (given.stem + '.docx')).write_bytes(pathlib.Path({made!r}).read_bytes())\n"
)
SLEEPS = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)  # {mark}'])\n"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Put a program in the place of LibreOffice."""

    def put(code):
        made = tmp_path / "made.docx"
        made.write_bytes(MADE)
        program = tmp_path / "soffice"
        program.write_text(f"#!{sys.executable}\n" + code.replace("{made!r}", repr(str(made))), "utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(converting, "_FOLDERS", ())
        return program

    if sys.platform == "win32":
        pytest.skip("a program needs another form there")
    return put


def why(octets, name="旧.doc"):
    with pytest.raises(DocumentError) as raised:
        content_of(octets, name)
    return raised.value.why


@pytest.mark.parametrize(("octets", "reason"), [(OLD, "kind_old_word"), (b"{\\rtf1 a}", "kind_rtf")])
def test_without_libreoffice_a_sentence_names_the_way(octets, reason, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(converting, "_FOLDERS", ())
    assert why(octets) == reason
    assert "DOCX" in DocumentError(reason, file="旧.doc").said()


def test_what_libreoffice_makes_is_read_and_nothing_is_left(office, tmp_path, monkeypatch):
    office(CONVERTS + f"pathlib.Path({str(tmp_path / 'said')!r}).write_text('\\n'.join(said))")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "kept"))
    Path(tmp_path, "kept").mkdir()
    assert content_of(OLD, "旧.doc").text == "全县生产总值90亿元"
    said = (tmp_path / "said").read_text()
    assert f"-env:UserInstallation={(tmp_path / 'kept').as_uri()}" in said
    assert not any((tmp_path / "kept").iterdir())


def test_a_file_that_libreoffice_cannot_read_is_refused(office):
    office("raise SystemExit(0)")
    assert why(OLD) == "not_converted"


def test_bytes_that_libreoffice_took_for_text_are_refused(office, tmp_path):
    chance = random.Random(1)  # noqa: S311 - only has to be the same in every run
    points = chance.choices([*range(0x3400, 0xD800), *range(0xE000, 0xFFFE)], k=900)
    rubbish = tmp_path / "rubbish.docx"
    rubbish.write_bytes(word_file(paragraph("".join(map(chr, points)))))
    office(CONVERTS.replace("{made!r}", repr(str(rubbish))))
    assert why(OLD) == "not_converted"


def test_a_conversion_that_takes_too_long_is_ended_with_what_it_started(office, tmp_path, monkeypatch):
    mark = tmp_path.name
    office(SLEEPS.replace("{mark}", mark))
    monkeypatch.setattr(converting, "SECONDS", 1.5)
    began = time.monotonic()
    assert why(OLD) == "conversion_time"
    assert time.monotonic() - began < 20
    assert not [one for one in psutil.process_iter() if any(mark in part for part in commands(one))]


def test_a_conversion_that_fills_the_memory_is_ended(office, monkeypatch):
    office("import time\nheld = bytearray(90 << 20)\ntime.sleep(30)")
    monkeypatch.setattr(converting, "MOST_MEGABYTES", 60)
    assert why(OLD) == "conversion_memory"


def commands(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_a_word_file_under_the_suffix_of_an_old_one_needs_no_libreoffice(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert content_of(MADE, "旧.wps").text == "全县生产总值90亿元"


LINKED = (
    b'{\\rtf1 a {\\field{\\*\\fldinst INCLUDEPICTURE "%s"}{\\fldrslt b}}{\\*\\template %s}}',
    b'<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="%s" xlink:type="simple"/></draw:frame>',
)


@needs_office
def test_libreoffice_fetches_nothing_that_a_file_refers_to():
    with listening() as (reach, asked):
        address = reach.encode()
        content_of(LINKED[0] % (address, address), "a.rtf")
        content_of(open_document("text", f"<text:p>a{(LINKED[1] % address).decode()}</text:p>"), "a.odt")
        assert not asked


@needs_office
def test_libreoffice_reads_a_real_rtf():
    said = "".join(f"\\u{ord(character)}?" for character in "全县生产总值")
    rows = "".join(
        f"\\trowd\\cellx2000\\cellx4000 {name}\\cell {value}\\cell\\row "
        for name, value in (("a", "1"), ("b", "2"))
    )
    content = content_of(f"{{\\rtf1\\ansi {said}90\\par {rows}\\pard c\\par}}".encode(), "报告.rtf")
    assert content.text.split() == ["全县生产总值90", "a", "1", "b", "2", "c"]
    assert content.layout.locator(content.text.index("2")) == "表1第2行"
