"""Open pages of the dashboard without a browser, and read what they show."""

from streamlit.testing.v1 import AppTest

from app.observations import shown_workspace
from tests.patience import SECONDS


def show_documents(monkeypatch, folder, documents):
    """Write documents (texts by file name) into a folder, made where it is missing, and let the pages show it."""
    folder.mkdir(exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(folder))
    return folder


def opened(page, /, **address):
    """Open a page at an address; the first page is opened before it, as a first visit does."""
    app = AppTest.from_file("../dashboard.py", default_timeout=SECONDS)
    given(app, address)
    app.run()
    app.switch_page(f"app/pages/{page}.py")
    given(app, address)
    app.run()
    assert not app.exception
    return app


def press(app, key):
    """Click a button by its key, and give the page that follows."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def history():
    """List the decisions of the workspace that the pages show."""
    return shown_workspace().verdicts.history()


def given(app, address):
    """Put codes into the address."""
    for key, value in address.items():
        app.query_params[key] = value


def shown(app):
    """Give the words of a page."""
    assert not app.exception
    kinds = (app.text, app.title, app.header, app.subheader)
    return "\n".join(
        [str(part.value) for kind in kinds for part in kind]
        + [str(part.proto.body) for part in app.get("html")]
    )
