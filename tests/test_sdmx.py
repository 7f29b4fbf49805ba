import datetime as dt
import io
import zipfile

import pytest
import sdmx
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from app.report.sdmx import header, sdmx_files, sdmx_zip, timeless
from app.report.sdmx_codes import structure
from pipeline.dimensions import dimensions
from pipeline.indicators import load_catalogue
from tests.dashboard_rows import rows

CATALOGUE = load_catalogue().entries
KEY = [*structure()["dimensions"], "TIME_PERIOD"]
HOLIDAY = {
    "period": "2025-04-04/2025-04-06",
    "period_start": dt.date(2025, 4, 4),
    "period_end": dt.date(2025, 4, 6),
}


def read(table, catalogue=CATALOGUE):
    """Read the files back as sdmx1 does: the structure, and each observation as a dict of its components."""
    files = sdmx_files(table, catalogue)
    message = sdmx.read_sdmx(io.BytesIO(files["structure.xml"]))
    flow = message.dataflow["OBSERVATIONS"]
    data = sdmx.read_sdmx(io.BytesIO(files["observations.csv"]), format="csv", structure=flow)
    return message, [
        {name: one.value for name, one in observation.dimension.values.items()}
        | {name: one.value for name, one in observation.attached_attribute.items()}
        | {"OBS_VALUE": observation.value}
        for group in data.data
        for observation in group.obs
    ]


def only(row):
    (observation,) = read(rows(row))[1]
    return observation


@pytest.fixture(scope="module")
def seeds():
    return pipeline.extract("seeds/")


def every_kind():
    """Make rows of every kind that a page may hold, several of them about one fact."""
    return rows(
        {"value": 136400.0, "start": 10},
        {"value": 137000.0, "start": 40, "conflict": "c1"},
        {"value": 137000.0, "start": 40, "conflict": "c1", "rule": "table_cell"},
        {"value": 136400.0, "start": 10, "document": "b.txt"},
        {"value": -5.1, "measure": "yoy", "unit": "%", "low": None, "high": -5.0, "qualifier": "over"},
        {"value": 2.6e8, "indicator": "exports", "unit": "美元", "qualifier": "over", "low": 2.6e8},
        {"value": 3.0, "status": "planned"},
        {"value": 84197.53086419753, "derived": True, "derivation": "13.64 ÷ 1.62"},
        {"value": 3.5, "status": "planned", "derived": True},
        {"value": 1.0, "sentence": "=HYPERLINK(1)\n第二行\x85第三行\u2028末\x0b行", "subject": "甲\n公司"},
        {"value": 5.0, "period": "", "start": None, "id": "no offset"},
        {"value": 5.5, "period": "", "start": None, "id": "none_either"},
        {"value": 6.0, "place": "桃源镇", "place_code": "440784"},
        {"value": 7.0, "place": "鹤山市", "place_code": "440784"},
        {"value": 8.0, "place": "", "unit": "羽", "qualifier": "range", "low": 8.0, "high": 9.0},
        {"value": 9.0, **HOLIDAY},
    )


def test_every_figure_of_the_seeds_comes_back_under_a_key_of_its_own(seeds):
    observations = read(seeds)[1]
    dated = seeds[seeds["year"].notna()]  # a figure of no year has no place in time series
    assert {one["OBS_ID"]: float(one["OBS_VALUE"]) for one in observations} == dict(
        zip(dated["id"], dated["value"], strict=True)
    )
    assert len({tuple(one[name] for name in KEY) for one in observations}) == len(dated) == len(seeds) - 1


def test_figures_of_every_kind_come_back_with_their_sentences():
    table = every_kind()
    observations = read(table)[1]
    assert [float(one["OBS_VALUE"]) for one in sorted(observations, key=lambda one: one["OBS_ID"])] == [
        row.value for row in table.sort_values("id").itertuples()
    ]
    assert len({tuple(one[name] for name in KEY) for one in observations}) == len(table)


@pytest.mark.parametrize("made", [False, True])
def test_every_code_of_the_data_stands_in_its_list_with_a_name(made, seeds):
    message, observations = read(every_kind() if made else seeds)
    parts = {**structure()["dimensions"], **structure()["attributes"]}
    coded = {name: part["codes"] for name, part in parts.items() if "codes" in part}
    for one in observations:
        for name, codes in coded.items():
            assert str(message.codelist[codes][one[name]].name), (name, one[name])


def test_an_indicator_has_its_name_in_both_languages_in_the_structure():
    names = read(rows({}))[0].codelist["CL_INDICATOR"]["tourist_arrivals"].name.localizations
    entry = CATALOGUE["tourist_arrivals"].name
    assert names == {"zh": entry.zh, "en": entry.en}


@pytest.mark.parametrize(
    ("period", "first", "last", "time"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31), ("A", "2024")),
        ("2024-Q1", (2024, 1, 1), (2024, 3, 31), ("Q", "2024-Q1")),
        ("2024-H2", (2024, 7, 1), (2024, 12, 31), ("S", "2024-S2")),
        ("2025-04", (2025, 4, 1), (2025, 4, 30), ("M", "2025-04")),
        ("2025-05-01", (2025, 5, 1), (2025, 5, 1), ("D", "2025-05-01")),
        ("2025-04-04/2025-04-06", (2025, 4, 4), (2025, 4, 6), ("I", "2025-04-04/P3D")),
        ("2024-01/2024-11", (2024, 1, 1), (2024, 11, 30), ("I", "2024-01-01/P11M")),
        ("2021/2023", (2021, 1, 1), (2023, 12, 31), ("I", "2021-01-01/P3Y")),
        ("2024-01-01/2026-05-26", (2024, 1, 1), (2026, 5, 26), ("I", "2024-01-01/P877D")),
        ("2024-12-31", None, (2024, 12, 31), ("D", "2024-12-31")),
        ("2024", None, (2024, 12, 31), ("D", "2024-12-31")),
        ("", None, None, ("_U", "2025")),
    ],
)
def test_a_period_is_written_as_the_standard_writes_time(period, first, last, time):
    table = rows({})
    table = table.assign(
        period=period,
        year=2025,
        period_start=[dt.date(*first) if first else None],
        period_end=[dt.date(*last) if last else None],
    )
    (one,) = read(table)[1]
    assert (one["FREQ"], one["TIME_PERIOD"], one["PERIOD_LABEL"]) == (*time, period)


def test_a_figure_without_any_time_is_left_out_and_counted():
    table = rows({"value": 1.0}, {"period": "", "year": None})
    assert list(timeless(table)) == [False, True]
    assert [one["OBS_ID"] for one in read(table)[1]] == ["row0"]


def test_the_first_of_two_figures_of_a_fact_keeps_the_document_and_the_second_adds_its_offset():
    first, second = read(rows({"start": 40, "value": 2.0}, {"start": 10, "value": 1.0}))[1]
    assert (first["OBS_VALUE"], second["OBS_VALUE"]) == ("1.0", "2.0")
    assert second["DOCUMENT"] == f"{first['DOCUMENT']}_40"


def test_the_same_fact_in_two_documents_differs_by_document_alone():
    first, second = read(rows({}, {"document": "b.txt"}))[1]
    assert [name for name in KEY if first[name] != second[name]] == ["DOCUMENT"]


@pytest.mark.parametrize(
    ("row", "status", "observed"),
    [
        ({}, "actual", "A"),
        ({"qualifier": "over", "low": 1.0}, "actual", "A"),
        ({"status": "planned"}, "planned", "F"),
        ({"derived": True}, "actual_derived", "E"),
        ({"derived": True, "status": "planned"}, "planned_derived", "F"),
    ],
)
def test_a_plan_is_a_forecast_and_a_computed_figure_an_estimate(row, status, observed):
    one = only(row)
    assert (one["STATUS"], one["OBS_STATUS"]) == (status, observed)


def test_a_bound_that_the_text_does_not_give_stays_empty():
    one = only({"value": 2.6e8, "low": 2.6e8, "qualifier": "over"})
    assert (one["QUALIFIER"], float(one["LOWER_BOUND"]), one["UPPER_BOUND"]) == ("over", 2.6e8, "")


@pytest.mark.parametrize(
    ("unit", "code", "power"),
    [("元", "CNY", "0"), ("美元", "USD", "0"), ("%", "PT", "0"), ("百分点", "PP", "0"), ("万吨", "TNE", "4"),
     ("", "_Z", "0")],
)  # fmt: skip
def test_a_unit_has_the_code_of_its_standard(unit, code, power):
    one = only({"unit": unit})
    assert (one["UNIT_MEASURE"], one["UNIT_MULT"]) == (code, power)


def test_a_unit_of_ten_thousand_does_not_rename_the_unit_that_it_multiplies():
    tonnes = read(rows({"unit": "万吨"}))[0].codelist["CL_UNIT"]["TNE"]
    assert tonnes.name.localizations["zh"] == "吨"


def test_no_two_units_share_a_code_and_a_power_and_all_money_is_coded():
    units = structure()["units"]
    assert len({tuple(one) for one in units.values()}) == len(units)
    assert {unit for unit, kind in dimensions().items() if kind == "currency"} <= set(units)


def test_a_town_is_told_from_the_county_whose_code_it_bears():
    county = only({"place": "鹤山市", "place_code": "440784"})["REF_AREA"]
    town = only({"place": "桃源镇", "place_code": "440784"})["REF_AREA"]
    assert county == "440784"
    assert town.startswith("440784_")


def test_a_sentence_stands_on_one_line_and_no_spreadsheet_runs_it():
    one = only({"sentence": "=1+1\r\n第二行\u2028第三行"})
    assert one["COMMENT_OBS"] == "'=1+1 第二行 第三行"


def test_the_data_begin_without_a_byte_order_mark_and_with_the_columns_of_the_standard():
    octets = sdmx_files(rows({}), CATALOGUE)["observations.csv"]
    assert octets.startswith(b"STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,")
    assert octets.splitlines()[0].decode() == ",".join(header())
    assert octets.splitlines()[1].startswith(b"dataflow,COUNTY_INDICATORS:OBSERVATIONS(1.0.0),I,")


def test_the_structure_says_when_it_was_prepared():
    files = sdmx_files(rows({}), CATALOGUE, dt.date(2026, 5, 27))
    assert sdmx.read_sdmx(io.BytesIO(files["structure.xml"])).header.prepared.date() == dt.date(2026, 5, 27)


def test_a_name_is_kept_as_it_is_in_the_structure():
    names = [
        str(code.name) for code in read(rows({"subject": "+号公司"}))[0].codelist["CL_SUBJECT"].items.values()
    ]
    assert "+号公司" in names


def test_text_that_xml_cannot_hold_does_not_break_the_structure():
    message = read(rows({"subject": "甲<b>&\x00\ufffe公司"}))[0]
    names = [str(code.name) for code in message.codelist["CL_SUBJECT"].items.values()]
    assert "甲<b>& 公司" in names


def test_the_same_rows_give_the_same_zip_and_no_rows_give_a_table_without_lines(seeds):
    assert sdmx_zip(seeds, CATALOGUE) == sdmx_zip(seeds.copy(), CATALOGUE)
    with zipfile.ZipFile(io.BytesIO(sdmx_zip(seeds[:0], CATALOGUE))) as pack:
        assert len(pack.read("observations.csv").splitlines()) == 1


WORDS = st.text(max_size=8)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "value": st.floats(allow_nan=False, allow_infinity=False),
            "document": st.sampled_from(["a.txt", "b.txt"]),
            "start": st.sampled_from([None, 1, 2]),
            "sentence": WORDS,
            "subject": WORDS,
            "place": WORDS,
            "unit": WORDS,
            "scope": WORDS,
        }
    ),
    max_size=6,
)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_whatever_a_document_says_the_data_can_be_read_back(given_rows):
    observations = read(rows(*given_rows), {})[1]
    assert {one["OBS_ID"]: float(one["OBS_VALUE"]) for one in observations} == {
        f"row{number}": row["value"] for number, row in enumerate(given_rows)
    }
    assert len({tuple(one[name] for name in KEY) for one in observations}) == len(given_rows)
