"""Start the launcher as a user would, in a copy with tiny stand-ins for the packages it installs."""

import ast
import http.client
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.patience import SECONDS

LAUNCHER = Path(__file__).parent.parent / "run.py"
# Stands for Streamlit: answers the health question, prints what it was started with, ends when told to
SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_):
        pass

print("STARTED WITH", *sys.argv[1:], flush=True)
address = sys.argv[sys.argv.index("--server.address") + 1]
HTTPServer((address, int(sys.argv[sys.argv.index("--server.port") + 1])), Answer).serve_forever()
"""


@pytest.fixture(scope="module")
def launcher():
    spec = importlib.util.spec_from_file_location("launcher", LAUNCHER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """Give a folder with a wheel named streamlit."""
    folder = tmp_path_factory.mktemp("wheels")
    about = "streamlit-1.0.dist-info"
    with zipfile.ZipFile(folder / "streamlit-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("streamlit/__main__.py", SERVER)
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: streamlit\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", f"streamlit/__main__.py,,\n{about}/METADATA,,\n")
    return folder


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Give a folder with run.py, a requirement and a data folder; its own name has a space and Chinese."""
    folder = tmp_path_factory.mktemp("县域 指标")
    shutil.copy(LAUNCHER, folder)
    (folder / "app").mkdir()
    (folder / "app" / "fonts.py").touch()
    shutil.copy(LAUNCHER.parent / "app" / "lifeline.py", folder / "app")
    (folder / "app" / "serve.py").write_text(
        "import runpy; from app import lifeline; lifeline.hold(); "
        'runpy.run_module("streamlit", run_name="__main__")'
    )
    (folder / "我的 报纸").mkdir()
    (folder / "requirements.txt").write_text("streamlit==1.0  # the stand-in\n", encoding="utf-8")
    return folder


def start(copy, *arguments, within=(), **settings):
    """Start run.py in `copy` with an unreachable package index and the pip `settings` given.

    `within` is the command that starts it.
    """
    own = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    return subprocess.Popen(
        [*within, sys.executable, "run.py", *arguments],
        cwd=copy,
        env=own | closed | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def run_until_ready(copy, *arguments, told=signal.SIGINT, **settings):
    """Start the dashboard, send a signal to the launcher once it prints the address; give code and output.

    A launcher that takes too long is killed; its server ends by itself, and with it the output that is read here.
    """
    process = start(copy, "--no-browser", *arguments, **settings)
    guard = threading.Timer(SECONDS, process.kill)
    guard.start()
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            process.send_signal(told)
    guard.cancel()
    return process.wait(SECONDS), "".join(lines)


@pytest.fixture
def busy_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_python_3_6_can_read_the_launcher_far_enough_to_be_told_that_it_is_too_old():
    source = LAUNCHER.read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    futures = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]
    assert futures == [], "Python 3.6 knows no `from __future__ import annotations`"


@pytest.mark.parametrize(("version", "wide"), [((3, 6), True), ((3, 10), True), ((3, 13), False)])
def test_an_unfit_python_is_named_in_one_sentence_of_each_language(launcher, version, wide):
    with pytest.raises(launcher.StopError) as stop:
        launcher.check_python(version, wide=wide)
    chinese, english = str(stop.value).splitlines()
    assert "{}.{}".format(*version) in chinese
    assert "{}.{}".format(*version) in english


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_newer_python_is_taken(launcher, version):
    launcher.check_python(version, wide=True)


def test_a_python_without_venv_is_told_the_debian_package(launcher, monkeypatch):
    monkeypatch.setattr(launcher.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(launcher.StopError, match=r"sudo apt install python3\.\d+-venv"):
        launcher.make_venv()


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "Free 1 GB",
        ),
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'",
            "PIP_INDEX_URL",
        ),
        ("ERROR: No matching distribution found for pandas==3.1.1", "No matching distribution"),
    ],
)
def test_what_pip_complained_about_decides_the_advice(launcher, line, advice):
    assert advice in str(launcher.install_failure(["Collecting pandas==3.1.1\n", line + "\n"]))


def test_a_busy_port_gives_the_next_free_one_and_says_so(launcher, busy_port, capsys):
    chosen = launcher.choose_port(busy_port)
    assert busy_port < chosen < busy_port + 100
    assert f"Port {busy_port} is busy, using {chosen}" in capsys.readouterr().out


def test_a_free_port_is_taken_without_a_word(launcher, busy_port, capsys):
    free = launcher.choose_port(busy_port)
    capsys.readouterr()
    assert launcher.choose_port(free) == free
    assert capsys.readouterr().out == ""


@pytest.fixture
def said_at_once(launcher, monkeypatch):
    """Run a command of the launcher that is refused before anything is begun; give the English sentence."""

    def begun(*_):
        raise AssertionError("it went on")

    for step in ("prepare", "copy_fonts", "choose_port", "environment"):
        monkeypatch.setattr(launcher, step, begun)

    def run(*arguments):
        bundling = arguments[0] == "bundle"
        with pytest.raises(launcher.StopError) as stop:
            launcher.bundle(arguments[1:]) if bundling else launcher.start(arguments)
        chinese, english = str(stop.value).splitlines()
        assert chinese
        return english

    return run


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999", "", "80.5", "x"])
def test_a_port_on_which_no_program_can_listen_is_refused(said_at_once, port):
    assert said_at_once(f"--port={port}") == (
        f"--port '{port}': a port is a whole number from 1 to 65535, such as 8501."
    )


@pytest.mark.parametrize("port", [1, 65535])
def test_the_first_and_the_last_port_are_taken(launcher, port):
    assert launcher.port_given(str(port)) == port


@pytest.mark.parametrize("option", [("--data",), ("bundle", "--python")])
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("", "{option} is empty"),
        (" ", "{option} is empty"),
        ("gone", "There is no gone. Check {option}."),
        ("a.txt/b", "There is no a.txt/b. Check {option}."),
        ("a\0b", "cannot be used"),
        ("pipe", "pipe is a device or a pipe; {option} wants a file"),
        (os.devnull, "is a device or a pipe; {option} wants a file"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="devices and pipes are others there")
def test_what_is_no_file_is_not_read(said_at_once, tmp_path, monkeypatch, option, named, said):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("a.txt").touch()
    assert said.format(option=option[-1]) in said_at_once(*option, named)


def test_what_may_not_be_read_is_said_before_the_start(said_at_once, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser may read all
    assert said_at_once("--data", str(tmp_path)).endswith("cannot be read; check its permissions.")


def test_a_folder_is_no_archive_of_python(said_at_once, tmp_path):
    assert "is a folder; --python wants a file." in said_at_once("bundle", "--python", str(tmp_path))


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("", "-o is empty"),
        (os.devnull, "is there already and is no empty folder"),
        ("full", "is there already and is no empty folder"),
        ("full/a.txt/b", "No folder can be made in"),
        ("a\0b", "cannot be used"),
    ],
)
def test_a_bundle_that_has_no_place_is_refused_before_it_is_made(
    said_at_once, tmp_path, monkeypatch, output, said
):
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("full", "a.txt").touch()
    assert said in said_at_once("bundle", "-o", output)


def test_the_stamp_changes_with_the_python_and_with_either_file(launcher, monkeypatch, tmp_path):
    monkeypatch.setattr(launcher, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").write_text("a==1\n")
    (tmp_path / "requirements-cluster.txt").write_text("c==1\n")
    (tmp_path / "requirements-dev.txt").write_text("b==1\n")
    first = launcher.digests(launcher.TEST, "3.11")
    assert launcher.digests(launcher.START, "3.11") == first[:1]
    assert launcher.digests(launcher.START, "3.12") != first[:1]
    (tmp_path / "requirements-dev.txt").write_text("b==2\n")
    second = launcher.digests(launcher.TEST, "3.11")
    assert (second[:-1], second[-1] != first[-1]) == (first[:-1], True)
    (tmp_path / "requirements.txt").write_text("a==2\n")
    assert set(launcher.digests(launcher.TEST, "3.11")).isdisjoint(second)


def imported(paths):
    """Name the top-level modules that the Python files `paths` import."""
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize(
    ("places", "requirements"),
    [
        (
            "pipeline app dashboard.py",
            ["requirements.txt", "requirements-scans.txt", "requirements-cluster.txt"],
        ),
        ("tests benchmarks", ["requirements.txt", "requirements-cluster.txt", "requirements-dev.txt"]),
    ],
)
def test_whatever_the_code_imports_is_pinned_with_a_reason(places, requirements):
    root = LAUNCHER.parent
    files = [path for place in places.split() for path in [*(root / place).rglob("*.py"), root / place]]
    modules = imported(path for path in files if path.suffix == ".py" and path.is_file())
    installed = packages_distributions()
    needs = {name.lower() for module in modules & installed.keys() for name in installed[module]}
    lines = "\n".join((root / name).read_text(encoding="utf-8") for name in requirements)
    pinned = {name.lower() for name in re.findall(r"^([\w.-]+)==\S+ +#", lines, re.MULTILINE)}
    assert needs - pinned == set()


def test_a_data_folder_that_is_not_there_is_named(copy):
    process = start(copy, "--data", "没有")
    output = process.communicate(timeout=SECONDS)[0]
    assert process.returncode == 1
    assert "There is no 没有." in output
    assert "Traceback" not in output


def test_a_console_without_chinese_still_shows_the_english_sentence(copy):
    process = start(copy, "--data", "nowhere", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    output = process.communicate(timeout=SECONDS)[0]
    assert output == "??? nowhere???? --data ????\nThere is no nowhere. Check --data.\n"


@pytest.fixture(scope="module")
def failed_install(copy):
    process = start(copy)
    return process.communicate(timeout=SECONDS)[0], process.returncode


@pytest.fixture(scope="module")
def first_start(copy, wheels, failed_install):
    """Start again after the failure, now with a place to install from."""
    assert failed_install
    return run_until_ready(copy, PIP_FIND_LINKS=str(wheels), PIP_NO_INDEX="1")


def test_an_install_without_network_ends_with_a_sentence(failed_install):
    output, code = failed_install
    assert code == 1
    assert "Traceback" not in output
    assert output.splitlines()[-1].startswith("Install failed: no package index answers.")


def test_a_start_after_a_failed_install_goes_on_where_it_stopped(first_start):
    code, output = first_start
    assert code == 0, output
    assert re.search(r"^ *1/1  streamlit", output, re.MULTILINE)
    assert "Making .venv" not in output


@pytest.mark.usefixtures("first_start")
def test_a_second_start_needs_no_network_and_serves_this_machine_only(copy, busy_port):
    code, output = run_until_ready(copy, "--port", str(busy_port), "--data", "我的 报纸")
    assert code == 0, output
    assert "Installing" not in output
    assert f"Port {busy_port} is busy" in output
    port = re.search(r"http://127\.0\.0\.1:(\d+)\n", output)[1]
    assert f"--server.address 127.0.0.1 --server.port {port} --server.headless true" in output
    assert f"-- --data {copy / '我的 报纸'}\n" in output


@pytest.mark.usefixtures("first_start")
def test_ctrl_c_ends_the_server_too_and_leaves_no_traceback(copy):
    code, output = run_until_ready(copy)
    assert code == 0, output
    assert output.endswith("已结束  Ended\n")
    assert "Traceback" not in output
    port = re.search(r"http://127\.0\.0\.1:(\d+)\n", output)[1]
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", int(port), timeout=2).connect()


IGNORING = (
    "sh",
    "-c",
    "trap '' INT HUP; exec \"$@\"",
    "sh",
)  # as nohup and the background jobs of a script start a program


def port_of(output):
    return int(re.search(r"http://127\.0\.0\.1:(\d+)\n", output)[1])


def answers(port):
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.usefixtures("first_start")
@pytest.mark.skipif(os.name == "nt", reason="no signals to ignore")
def test_a_launcher_that_ignores_ctrl_c_still_ends_when_told_to(copy):
    code, output = run_until_ready(copy, within=IGNORING, told=signal.SIGTERM)
    assert code == 0, output
    assert output.endswith("已结束  Ended\n")
    assert not answers(port_of(output))


@pytest.mark.usefixtures("first_start")
@pytest.mark.parametrize("within", [(), IGNORING])
@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_a_server_whose_launcher_was_killed_ends_too(copy, within):
    code, output = run_until_ready(copy, within=within, told=signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert not answers(port_of(output))  # it held the output open until it ended


@pytest.mark.usefixtures("first_start")
def test_scans_installs_its_set_beside_the_program_and_the_next_start_asks_for_nothing(copy, wheels):
    (copy / "requirements-scans.txt").write_text("-r requirements.txt\n", encoding="utf-8")
    process = start(copy, "scans", PIP_FIND_LINKS=str(wheels), PIP_NO_INDEX="1")
    output = process.communicate(timeout=SECONDS)[0]
    assert process.returncode == 0, output
    assert "(290 MB)" in output
    assert output.splitlines()[-1].endswith("Scans and photos can be read now")
    code, output = run_until_ready(copy)
    assert code == 0, output
    assert "Installing" not in output


@pytest.mark.parametrize("command", ["scans", "cluster"])
def test_what_adds_a_set_takes_no_arguments(launcher, command):
    with pytest.raises(launcher.StopError, match=f"run.py {command} takes no arguments; all was given"):
        launcher.OTHERS[command](["all"])
