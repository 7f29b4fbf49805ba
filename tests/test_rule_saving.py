"""Save the rules: whole at any moment, never over another's change, each earlier version kept."""

from __future__ import annotations

import os
import random
import signal
import stat
import time

import pytest

from pipeline.indicators import RulesError
from pipeline.indicators.saving import MOST_KEPT, read_rules, save_rules
from tests.samples import KILLS

OLD, NEW = (f"# {word}\n" + f"{word}: 甲乙丙丁\n" * 20_000 for word in ("old", "new"))


def saving_until_killed(path, history):
    """Save two versions in turn in a process of its own; give its number."""
    child = os.fork()
    if child:
        return child
    try:
        while True:
            file = read_rules(path)
            save_rules(NEW if file.text == OLD else OLD, file, history)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to be killed often enough")
def test_a_program_killed_while_saving_leaves_the_old_or_the_new_rules_whole(tmp_path):
    path, history = tmp_path / "rules.yaml", tmp_path / "history"
    path.write_text(OLD, encoding="utf-8")
    chance = random.Random(7)  # noqa: S311 - delays, not secrets
    struck = kills = 0
    seen = set()
    # How many kills fall into the writing is the machine's: go on until enough did, however fast its disk is.
    while (kills < KILLS.size or struck < KILLS.size / 5 or len(seen) < 2) and kills < 50 * KILLS.size:
        kills += 1
        child = saving_until_killed(path, history)
        time.sleep(chance.uniform(0.002, 0.04))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        text = path.read_text(encoding="utf-8")
        assert text in (OLD, NEW)
        seen.add(text == OLD)
        struck += any(tmp_path.rglob("*.part"))
        for kept in history.glob("*.yaml"):
            assert kept.stat().st_size in (len(OLD.encode()), len(NEW.encode()))
    assert struck >= KILLS.size / 5  # the kill did strike in the middle of writing
    assert seen == {True, False}
    save_rules("last: 1\n", read_rules(path), history)
    assert path.read_text(encoding="utf-8") == "last: 1\n"
    assert not list(tmp_path.glob(".*.part"))


def test_what_was_replaced_is_kept_under_the_next_number(tmp_path):
    path, history = tmp_path / "rules.yaml", tmp_path / "deep" / "history"
    path.write_bytes("一: 1\r\n".encode())
    file = read_rules(path)
    for text in ("二: 2\n", "三: 3\n"):
        file = save_rules(text, file, history)
    assert path.read_text(encoding="utf-8") == "三: 3\n"
    assert {one.name: one.read_bytes().decode() for one in history.iterdir()} == {
        "0001.yaml": "一: 1\r\n",
        "0002.yaml": "二: 2\n",
    }


def test_of_very_many_versions_the_oldest_go(tmp_path):
    path, history = tmp_path / "rules.yaml", tmp_path / "history"
    history.mkdir()
    for number in range(1, MOST_KEPT + 1):
        (history / f"{number:04}.yaml").write_text(str(number), encoding="utf-8")
    path.write_text("last\n", encoding="utf-8")
    save_rules("next\n", read_rules(path), history)
    kept = sorted(one.name for one in history.iterdir())
    assert (len(kept), kept[0], kept[-1]) == (MOST_KEPT, "0002.yaml", f"{MOST_KEPT + 1:04}.yaml")


def test_a_file_changed_elsewhere_since_it_was_read_is_not_saved_over(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text("一: 1\n", encoding="utf-8")
    file = read_rules(path)
    path.write_text("别处: 2\n", encoding="utf-8")
    with pytest.raises(RulesError) as error:
        save_rules("三: 3\n", file, tmp_path / "history")
    assert path.read_text(encoding="utf-8") == "别处: 2\n"
    assert "别处改过" in str(error.value)
    assert "changed elsewhere" in error.value.fault.said("en")


def test_a_history_that_cannot_be_written_is_one_sentence_and_the_file_stays(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text("一: 1\n", encoding="utf-8")
    (tmp_path / "history").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(RulesError, match="无法写入"):
        save_rules("二: 2\n", read_rules(path), tmp_path / "history")
    assert path.read_text(encoding="utf-8") == "一: 1\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, and links need rights")
def test_a_link_stays_a_link_and_the_mode_of_the_file_stays(tmp_path):
    real, link = tmp_path / "real.yaml", tmp_path / "rules.yaml"
    real.write_text("一: 1\n", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    save_rules("二: 2\n", read_rules(link), tmp_path / "history")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "二: 2\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
