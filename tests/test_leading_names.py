"""Open the comparison on more places than a chart can hold apart."""

import pytest

import app.compare.filters
from app.wording import wording
from tests.dashboard_pages import opened, show_documents, shown

NEWS = {
    "20250120.txt": "2024年，鹤山市累计接待游客36.2万人次。2023年，鹤山市累计接待游客33万人次。",
    "20250121.txt": "2024年，开平市累计接待游客51.7万人次。",
    "20250122.txt": "2024年，台山市累计接待游客47.5万人次。",
}


def drawn(page):
    """Return which places the first chart names."""
    (chart, *_) = page.get("plotly_chart")
    spec = chart.proto.spec.encode().decode("unicode_escape", "ignore") + chart.proto.spec
    return {place for place in ("鹤山市", "开平市", "台山市") if place in spec}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_more_places_than_a_chart_holds_those_with_most_figures_are_drawn_until_others_are_chosen(
    monkeypatch, tmp_path, language
):
    monkeypatch.setattr(app.compare.filters, "LEADING_NAMES", 1)
    show_documents(monkeypatch, tmp_path, NEWS)
    told = wording(language)("compare.leading_names", shown=1, count=3)
    asked = {"lang": language, "indicators": "tourist_arrivals"}
    page = opened("compare", **asked)
    assert (drawn(page), told in shown(page)) == ({"鹤山市", "开平市", "台山市"}, False)
    monkeypatch.setattr(app.compare.filters, "MOST_NAMES", 2)
    page = opened("compare", **asked)
    assert (drawn(page), told in shown(page)) == ({"鹤山市"}, True)
    page = opened("compare", **asked, names="台山市,开平市")
    assert (drawn(page), told in shown(page)) == ({"开平市", "台山市"}, False)
