"""Draw panels in a browser as the page does, and find what is wrong with the texts that are seen."""

import json
import re
from importlib import resources
from pathlib import Path

import plotly.io
import pylopdf_fonts_zh_cn

STYLE = Path(__file__).resolve().parent.parent / "app" / "style.css"
FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"
HOST = "http://drawn.test/"
EMPTY = f"""<style>@font-face {{ font-family: "Noto Sans SC"; src: url({HOST}font.otf); }}
{STYLE.read_text("utf-8")} body {{ margin: 0; }} svg.saved {{ position: static; }}</style><div id="ground"></div>"""
DRAW = """async ([figure, width]) => {
  ground.innerHTML = `<div id="chart" data-testid="stPlotlyChart" style="width: ${width}px"></div>`;
  const axis = {automargin: true};
  const template = {layout: {xaxis: axis, yaxis: axis, yaxis2: axis}};
  await Plotly.newPlot(chart, figure.data, {...figure.layout, width, template}, {displayModeBar: false});
}"""
# Of a text its letters: without the room above and below them.
SEEN = """() => {
  const box = (one, cut) => {
    const at = one.getBoundingClientRect();
    return [at.left, at.top + cut * at.height, at.right, at.bottom - cut * at.height];
  };
  const view = box(document.querySelector('#chart, svg.saved'), 0);
  const shown = one => one.textContent.trim() && getComputedStyle(one).display !== 'none' && one.closest('svg');
  const texts = [...document.querySelectorAll('#ground text')].filter(shown);
  return {
    view,
    texts: texts.map(one => ({
      text: one.querySelector('tspan') ? [...one.querySelectorAll('tspan')].map(part => part.textContent).join('\\n')
                                       : one.textContent,
      label: !!one.closest('.textpoint'), box: box(one, 0.22)})),
    marks: [...document.querySelectorAll('#ground .scatterlayer .points path')].filter(
      one => getComputedStyle(one).opacity !== '0').map(one => box(one, 0.1)),
    bars: [...document.querySelectorAll('#ground .bars .point path')].map(one => box(one, 0)),
  };
}"""
SLACK = 1.0  # pixels


def opened(browser):
    """Open an empty page that has plotly, the dashboard's style and its font."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.route(
        HOST + "font.otf",
        lambda route: route.fulfill(path=FONT, headers={"Access-Control-Allow-Origin": "*"}),
    )
    page.route(HOST, lambda route: route.fulfill(body=EMPTY, content_type="text/html; charset=utf-8"))
    page.goto(HOST)
    with resources.as_file(resources.files("plotly") / "package_data" / "plotly.min.js") as script:
        page.add_script_tag(path=script)
    assert page.evaluate("async () => (await document.fonts.load('13px \"Noto Sans SC\"')).length")
    return page


def drawn(page, figure, width):
    """Draw a figure as wide as a page's column, and give what is seen."""
    page.evaluate(DRAW, [json.loads(plotly.io.to_json(figure, validate=False)), width])
    return page.evaluate(SEEN)


def saved(page, svg):
    """Show a saved picture, and give what is seen."""
    page.evaluate("svg => { ground.innerHTML = svg; ground.firstElementChild.classList.add('saved'); }", svg)
    return page.evaluate(SEEN)


def faults(seen, labels, *, stacked=False):
    """List what is wrong: a text cut by the edge, a label that is none of the figures, or is overprinted."""
    found = []
    left, top, right, bottom = seen["view"]
    for place, one in enumerate(seen["texts"]):
        box = one["box"]
        if box[0] < left - SLACK or box[1] < top or box[2] > right + SLACK or box[3] > bottom:
            found.append(f"{one['text']} is cut by the edge")
        if not one["label"]:
            continue
        # A label may have a second line: how far a target was met, growth beside a bar.
        if not any(written(one["text"]).startswith(label) for label in labels):
            found.append(f"{one['text']} is no figure of the panel")
        found += [
            f"{one['text']} runs over {other['text']}"
            for number, other in enumerate(seen["texts"])
            if number != place and meet(box, other["box"])
        ]
        found += [f"{one['text']} runs over a mark" for mark in seen["marks"] if meet(box, mark)]
        found += (
            [] if stacked else [f"{one['text']} runs over a bar" for bar in seen["bars"] if meet(box, bar)]
        )
    return found


def written(text):
    """Give a label without the spaces round it."""
    return text.strip().strip("\u2002")


def meet(one, other):
    """Tell whether two boxes overlap by more than the slack."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > SLACK and down > SLACK


def digits(text):
    """Give the significant digits of the first number in a text: 0.0707万 and 7.07 are both 707."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return found[0].replace(",", "").replace(".", "").lstrip("0") if found else ""
