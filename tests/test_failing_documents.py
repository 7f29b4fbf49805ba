"""Let reading fail on one document: it is that document's outcome, and every page opens and names it."""

from datetime import date

import pytest

from app.address import PAGES
from pipeline.__main__ import main
from pipeline.batches import extract_batches
from pipeline.documents import DocumentError
from pipeline.documents.metadata import statements_in
from pipeline.execution import Failure
from pipeline.explanation import explain, explained
from pipeline.indicators import load_catalogue
from pipeline.workspace import Workspace
from tests.dashboard_pages import opened

GOOD = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n"
BAD = "2024年，安平县旅游收入3亿元。\n"


@pytest.fixture
def failing(monkeypatch):
    """Have reading fail on bad.txt, as a fault of the program would."""

    def run_all(function, jobs, **_):
        for job in jobs:
            failed = job[0][0].file == "bad.txt"
            yield (
                Failure("raised", kind="ZeroDivisionError", where="pipeline/x.py:1")
                if failed
                else function(job)
            )

    monkeypatch.setattr("pipeline.batches.run_all", run_all)


def test_an_article_of_a_list_that_ends_its_process_costs_only_itself(tmp_path, monkeypatch):
    jobs_of_all = []

    def run_all(function, jobs, **_):
        for job in jobs:
            sources, _rules = job
            jobs_of_all.append(len(sources))
            died = any("致命" in source.octets.decode() for source in sources)
            yield Failure("died") if died else function(job)

    monkeypatch.setattr("pipeline.batches.run_all", run_all)
    rows = "".join(f"第{n}篇,{'致命' if n == 20 else '安平县'}接待游客{n}万人次。\n" for n in range(1, 101))
    table = tmp_path / "list.csv"
    table.write_text(f"标题,正文\n{rows}", "utf-8")
    told = []
    batches = extract_batches(table, progress=lambda done, _, file: told.append((done, file)))
    reads = [read for batch in batches for read in batch]
    assert [read.file for read in reads] == [f"list.csv#{n}" for n in range(2, 102)]
    assert [read.file for read in reads if read.error] == ["list.csv#21"]
    assert reads[19].error.why == "reading_died"
    assert all(len(read.rows) == 1 for read in reads if not read.error)
    assert told == [(n, f"list.csv#{n + 1}") for n in range(1, 101)]
    alone = jobs_of_all.count(1)
    assert len(jobs_of_all) - alone < 10, "short articles are read some in a job"


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("page", ["overview", *PAGES])
def test_every_page_opens_beside_a_document_that_reading_failed_on(workspace, page):
    made = Workspace(workspace)
    made.add("good.txt", GOOD.encode())
    made.add("bad.txt", BAD.encode())
    app = opened(page)
    assert [one.value for one in app.exception] == []


@pytest.mark.usefixtures("failing")
def test_a_document_that_failed_can_be_removed_and_its_sentence_names_kind_and_place(workspace):
    made = Workspace(workspace)
    made.add("good.txt", GOOD.encode())
    bad = made.add("bad.txt", BAD.encode())
    made.refresh()
    said = made.outcomes()[bad.digest].said("en")
    assert "ZeroDivisionError, pipeline/x.py:1" in said
    assert len(made.observations().table) > 0
    made.remove([bad.digest])
    made.refresh()
    assert bad.digest not in made.outcomes()


@pytest.mark.usefixtures("failing")
def test_a_document_that_failed_is_not_tried_again_until_something_changes(workspace):
    made = Workspace(workspace)
    made.add("bad.txt", BAD.encode())
    made.refresh()
    assert (made.unread(), Workspace(workspace).unread()) == ([], [])
    made.register.restate({entry.digest: {"source": "安平日报"} for entry in made.register.entries()})
    assert len(made.unread()) == 1


@pytest.mark.usefixtures("failing")
def test_the_command_line_skips_a_document_that_failed(tmp_path, capsys):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "table.csv")]) == 0
    assert "bad.txt" in capsys.readouterr().err
    assert "good.txt" in (tmp_path / "table.csv").read_text(encoding="utf-8")


def test_a_sentence_on_which_reading_fails_is_explained_by_one_sentence(monkeypatch):
    monkeypatch.setattr("pipeline.explanation.extract_document", lambda *_, **__: 1 / 0)
    with pytest.raises(DocumentError, match="ZeroDivisionError"):
        explained(GOOD, load_catalogue())


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2101-01-01"])
def test_a_day_far_from_our_time_is_no_day_of_publication(day):
    (mistake,) = statements_in(f"file,published\na.txt,{day}\n", "documents.csv").mistakes
    assert (mistake.why, day in mistake.said()) == ("no_day", True)
    with pytest.raises(DocumentError, match=day):
        list(explain(GOOD, day))


@pytest.mark.parametrize("first", ["9999-12-31", "0001-01-01", "发布时间：9999年12月31日"])
def test_a_text_that_opens_with_a_day_far_from_our_time_is_read(workspace, first):
    made = Workspace(workspace)
    added = made.add("odd.txt", f"{first}\n{GOOD}".encode())
    made.refresh()
    outcome = made.outcomes()[added.digest]
    assert (outcome.skipped, outcome.rows > 0) == ("", True)
    assert not outcome.published or date.fromisoformat(outcome.published).year <= 2100
