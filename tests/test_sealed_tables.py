"""No change of a Parquet file goes unnoticed: it is refused, or holds what was written."""

from random import Random

import pandas as pd
import pytest

from pipeline.__main__ import main
from pipeline.files import TableFileError, read_table
from pipeline.workspace import Workspace
from pipeline.workspace.extracted import DamagedTableError, load, load_outcomes
from tests.samples import CORRUPTIONS

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n"


def one_bit(octets, chance):
    octets[chance.randrange(len(octets))] ^= 1 << chance.randrange(8)


def bits(octets, chance):
    for _ in range(chance.randint(2, 40)):
        one_bit(octets, chance)


def a_stretch(octets, chance):
    start = chance.randrange(len(octets))
    length = min(len(octets) - start, chance.choice([1, 16, 512, 4096]))
    octets[start : start + length] = chance.choice([bytes(length), chance.randbytes(length)])


def cut(octets, chance):
    del octets[chance.randrange(len(octets)) :]


def put_in(octets, chance):
    at = chance.randrange(len(octets))
    octets[at:at] = chance.randbytes(chance.randint(1, 20))


DAMAGES = (one_bit, one_bit, one_bit, bits, a_stretch, cut, put_in)


def corrupted(octets):
    """Yield damaged copies of a file."""
    for number in range(CORRUPTIONS.size):
        chance, damaged = Random(number), bytearray(octets)  # noqa: S311 - no secret
        while damaged == octets:
            chance.choice(DAMAGES)(damaged, chance)
        yield bytes(damaged)


def test_no_change_of_the_workspace_s_table_is_believed(tmp_path):
    workspace = Workspace(tmp_path / "workspace")
    workspace.add("20250120.txt", PAGE.encode())
    workspace.refresh()
    (path,) = workspace.folder.glob("observations/part-*.parquet")
    for damaged in corrupted(path.read_bytes()):
        path.write_bytes(damaged)
        for ask in (load, load_outcomes):
            with pytest.raises(DamagedTableError):
                ask(path)


def test_a_changed_table_is_refused_in_one_sentence_or_holds_what_was_written(tmp_path):
    page, path = tmp_path / "20250120.txt", tmp_path / "table.parquet"
    page.write_text(PAGE, encoding="utf-8")
    assert main(["extract", str(page), "-o", str(path)]) == 0
    whole = read_table(path)
    refused = []
    for damaged in corrupted(path.read_bytes()):
        path.write_bytes(damaged)
        try:
            assert read_table(path).equals(whole)
        except TableFileError as error:
            refused.append(str(error))
    assert len(refused) > CORRUPTIONS.size * 0.9
    assert [said for said in refused if len(said.splitlines()) > 1] == []


def test_a_table_that_another_program_wrote_has_no_seal_and_is_read(tmp_path):
    page, path = tmp_path / "20250120.txt", tmp_path / "table.parquet"
    page.write_text(PAGE, encoding="utf-8")
    assert main(["extract", str(page), "-o", str(path)]) == 0
    whole = read_table(path)
    pd.read_parquet(path).to_parquet(path)
    assert read_table(path).equals(whole)
