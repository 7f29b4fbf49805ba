import pytest

from app.serve import parted


@pytest.mark.parametrize(
    ("given", "options", "folder"),
    [
        ([], [], None),
        (["--server.port", "8600"], ["--server.port", "8600"], None),
        (["--server.port", "8600", "--", "--data", "a b"], ["--server.port", "8600"], "a b"),
        (["--", "--data=x", "else"], ["--", "else"], "x"),
        (["--data", "x"], ["--data", "x"], None),  # before the dashes it is Streamlit's, which refuses it
    ],
)
def test_what_follows_the_dashes_is_for_the_dashboard(given, options, folder):
    assert parted(given) == (options, folder)
