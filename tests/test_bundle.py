"""Make the folder for a computer without network and Python: its parts, what is refused, and a start in one."""

import dataclasses
import errno
import hashlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import parse_tag
from packaging.utils import canonicalize_name

from bundling import folder, packages, python_archive, start_files, systems
from bundling.systems import MINOR, SYSTEMS
from run import StopError
from tests.samples import EVERYTHING

ROOT = Path(__file__).parent.parent
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
LINUX, WINDOWS, MACOS = SYSTEMS["linux"], SYSTEMS["windows"], SYSTEMS["macos"]
# Stands for the folder's Python: this one
STAND_IN = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
posix = pytest.mark.skipif(os.name == "nt", reason="runs a shell script")


def archive_of(path, files, links=()):
    """Write an archive of a Python with these files, and links to nowhere."""
    with tarfile.open(path, "w:gz") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(text.encode()), 0o755
            tar.addfile(member, io.BytesIO(text.encode()))
        for name in links:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, "nowhere"
            tar.addfile(member)
    return path


def with_archive(system, path):
    """Give the system as if the archive were the chosen one."""
    return dataclasses.replace(system, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def wheel_of(where, name, tag, *, requires=""):
    """Write a wheel that says in its module which tag it has."""
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(where / f"{name}-1.0-{tag}.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", f"TAG = {tag!r}\n")
        needs = f"Requires-Dist: {requires}\n" if requires else ""
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needs}")
        wheel.writestr(f"{about}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n")
        wheel.writestr(f"{about}/RECORD", "")


@pytest.fixture
def wheels(tmp_path, monkeypatch):
    """Give a folder that stands for the package index."""
    where = tmp_path / "index"
    where.mkdir()
    for key in [key for key in os.environ if key.startswith("PIP_")]:
        monkeypatch.delenv(key)
    for key, value in {"NO_INDEX": "1", "FIND_LINKS": str(where), "CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(f"PIP_{key}", value)
    return where


def test_every_system_has_a_python_of_its_own_with_a_checksum():
    assert {system.name for system in SYSTEMS.values()} == {*SYSTEMS}
    assert {len(bytes.fromhex(system.sha256)) for system in SYSTEMS.values()} == {32}
    assert len({(system.sha256, system.url) for system in SYSTEMS.values()}) == len(SYSTEMS)


def test_a_requirement_of_one_system_is_in_its_folder_only():
    names = {
        name: {pin.partition("==")[0] for pin in packages.pinned(REQUIREMENTS, system)}
        for name, system in SYSTEMS.items()
    }
    assert "colorama" in names["windows"]
    assert "colorama" not in names["linux"] | names["macos"]
    assert "watchdog" in names["windows"] & names["linux"]
    assert "watchdog" not in names["macos"]
    assert {"streamlit", "pandas", "jieba"} <= set.intersection(*names.values())


TAGS = {
    "windows": "cp311-cp311-win_amd64",
    "linux": "cp311-cp311-manylinux_2_27_x86_64",
    "linux-arm64": "cp311-cp311-manylinux_2_28_aarch64",
    "macos": "cp311-cp311-macosx_11_0_arm64",
    "macos-intel": "cp311-cp311-macosx_10_13_x86_64",
}


@pytest.mark.parametrize("name", TAGS)
def test_the_wheel_of_the_other_system_is_taken_whatever_this_one_is(name, wheels, tmp_path):
    for tag in (*TAGS.values(), "cp312-cp312-win_amd64", "cp311-cp311-manylinux_2_31_x86_64"):
        wheel_of(wheels, "sample", tag)
    packages.install(["sample==1.0"], SYSTEMS[name], tmp_path / "there", tmp_path / "spare")
    assert TAGS[name] in (tmp_path / "there" / "sample.py").read_text()


def test_a_package_without_a_wheel_for_the_system_is_named(wheels, tmp_path):
    wheel_of(wheels, "sample", TAGS["linux"])
    with pytest.raises(StopError) as stop:
        packages.install(["sample==1.0"], WINDOWS, tmp_path / "there", tmp_path / "spare")
    chinese, english = str(stop.value).splitlines()
    assert chinese == f"软件源没有适用于 windows 和 Python {MINOR} 的 sample==1.0，或连不上软件源。"
    assert "sample==1.0 for windows" in english


@pytest.mark.usefixtures("wheels")
def test_an_index_that_does_not_answer_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(StopError, match=r"^连不上软件源"):
        packages.install(["sample==1.0"], WINDOWS, tmp_path / "there", tmp_path / "spare")


def test_a_package_that_only_the_other_system_needs_must_be_pinned(wheels, tmp_path):
    wheel_of(wheels, "sample", "py3-none-any", requires='colorama>=0.4; platform_system == "Windows"')
    for number, system in enumerate((LINUX, MACOS)):
        packages.install(["sample==1.0"], system, tmp_path / str(number), tmp_path / "spare")
    with pytest.raises(StopError, match="sample → colorama"):
        packages.install(["sample==1.0"], WINDOWS, tmp_path / "there", tmp_path / "spare")


def test_tests_and_commands_of_packages_stay_away(wheels, tmp_path):
    wheel_of(wheels, "sample", "py3-none-any")
    with zipfile.ZipFile(wheels / "sample-1.0-py3-none-any.whl", "a") as wheel:
        wheel.writestr("sample_parts/tests/test_sample.py", "")
        wheel.writestr("sample_parts/__init__.py", "")
        wheel.writestr("sample-1.0.data/scripts/sample", "#!python\n")
    packages.install(["sample==1.0"], LINUX, tmp_path / "there", tmp_path / "spare")
    found = {path.name for path in (tmp_path / "there").iterdir()}
    assert found == {"sample.py", "sample_parts", "sample-1.0.dist-info"}
    assert [path.name for path in (tmp_path / "there" / "sample_parts").iterdir()] == ["__init__.py"]


def test_of_the_python_only_what_runs_the_program_is_unpacked(tmp_path):
    needed = {"python/bin/python3.11", "python/lib/python3.11/json/decoder.py", "python/LICENSE"}
    spare = {
        "python/bin/pip3",
        "python/include/python3.11/Python.h",
        "python/lib/python3.11/test/test_json.py",
        "python/lib/python3.11/site-packages/pip/__init__.py",
        "python/lib/python3.11/json/__pycache__/decoder.cpython-311.pyc",
        "python/../../outside",
        "elsewhere/file",
    }
    archive = archive_of(tmp_path / "a.tar.gz", dict.fromkeys(needed | spare, ""), ["python/bin/python3"])
    python_archive.unpack(LINUX, archive, tmp_path / "there")
    files = {
        str(path.relative_to(tmp_path / "there"))
        for path in (tmp_path / "there").rglob("*")
        if not path.is_dir()
    }
    assert files == needed
    assert not (tmp_path / "outside").exists()
    assert os.access(tmp_path / "there" / "python/bin/python3.11", os.X_OK)


def test_an_archive_of_another_system_or_of_nothing_is_named(tmp_path):
    windows = archive_of(tmp_path / "w.tar.gz", {"python/python.exe": ""})
    with pytest.raises(StopError, match=r"w\.tar\.gz 里没有 python/bin/python3\.11"):
        python_archive.unpack(LINUX, windows, tmp_path / "there")
    (tmp_path / "page.html").write_text("<html>404</html>")
    with pytest.raises(StopError, match=r"page\.html 不能解开"):
        python_archive.unpack(LINUX, tmp_path / "page.html", tmp_path / "there")


@pytest.fixture
def archive(tmp_path):
    """Give an archive of a Python for Linux that is no more than a way to this one."""
    return archive_of(
        tmp_path / "python.tar.gz",
        {"python/bin/python3.11": STAND_IN, "python/lib/python3.11/standard.py": "A = 1\n"},
    )


@pytest.fixture
def program(tmp_path, wheels, monkeypatch):
    """Give a small program in place of the whole one, which needs one package."""
    wheel_of(wheels, "sample", "py3-none-any")
    source = tmp_path / "source"
    (source / "app" / "__pycache__").mkdir(parents=True)
    (source / "app" / "__pycache__" / "old.pyc").touch()
    (source / "app" / "__init__.py").write_text("B = 2\n")
    shutil.copy(ROOT / "run.py", source)
    (source / "requirements.txt").write_text("sample==1.0  # all that it needs\n")
    monkeypatch.setattr(folder, "ROOT", source)
    monkeypatch.setattr(folder, "PROGRAM", ("app", "run.py"))
    monkeypatch.setattr(
        folder,
        "TRIAL",
        "import app, sys; sys.path.append(sys.path[0] + '/../python/lib/python3.11/site-packages'); import sample",
    )
    return source


def refused(system, output, archive):
    """Try to make a folder, and give the sentence why not; nothing may remain."""
    beside = {path.name for path in output.parent.iterdir()}
    with pytest.raises(StopError) as stop:
        folder.make(system, output, archive)
    assert {path.name for path in output.parent.iterdir()} == beside
    return str(stop.value).splitlines()[0]


def test_a_folder_with_something_in_it_is_not_touched(tmp_path, archive):
    output = tmp_path / "out"
    output.mkdir()
    (output / "mine.txt").write_text("mine")
    assert refused(LINUX, output, archive) == f"{output} 已经存在，而且不是空文件夹。请用 -o 另指一个。"
    assert (output / "mine.txt").read_text() == "mine"


def test_another_archive_than_the_chosen_one_is_refused(tmp_path, archive):
    assert LINUX.sha256 in refused(LINUX, tmp_path / "out", archive)


@pytest.mark.parametrize("cut", [1, 100])
def test_an_archive_cut_short_is_refused(tmp_path, archive, cut):
    system = with_archive(LINUX, archive)
    archive.write_bytes(archive.read_bytes()[:-cut])
    assert "没有下载完整" in refused(system, tmp_path / "out", archive)


def test_without_network_the_address_of_the_archive_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(systems, "SOURCE", "http://127.0.0.1:9")
    said = refused(LINUX, tmp_path / "out", None)
    assert said.startswith("下载不了 Python：")
    assert LINUX.url in said
    assert "--python" in said


@posix
@pytest.mark.usefixtures("program")
def test_a_full_disk_leaves_nothing_behind(tmp_path, archive, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(folder, "copy_program", full)
    assert "No space left" in refused(with_archive(LINUX, archive), tmp_path / "out", archive)


@posix
@pytest.mark.usefixtures("program")
def test_a_python_that_cannot_load_the_packages_makes_no_folder(tmp_path, archive, monkeypatch):
    monkeypatch.setattr(folder, "TRIAL", "import not_there_at_all")
    monkeypatch.setattr(folder, "own_system", lambda: system)
    system = with_archive(LINUX, archive)
    assert "not_there_at_all" in refused(system, tmp_path / "out", archive)


@posix
@pytest.mark.parametrize("scans", [False, True])
def test_what_reads_scans_is_in_a_folder_only_where_it_is_asked_for(
    program, wheels, tmp_path, archive, scans
):
    wheel_of(wheels, "glasses", "py3-none-any")
    (program / "requirements-scans.txt").write_text("-r requirements.txt\nglasses==1.0  # to see with\n")
    system = with_archive(LINUX, archive)
    folder.make(system, tmp_path / "made", archive, scans=scans)
    there = tmp_path / "made" / system.packages
    assert (there / "sample.py").exists()
    assert (there / "glasses.py").exists() is scans


@pytest.fixture
def made(tmp_path, program, archive, monkeypatch):
    """Make a folder of the small program in an empty one whose name has a space and Chinese; give its start file."""
    assert program
    system = with_archive(LINUX, archive)
    monkeypatch.setattr(folder, "own_system", lambda: system)
    output = tmp_path / "县域 指标 & co"
    output.mkdir()
    return folder.make(system, output, archive)


@posix
def test_a_folder_is_whole_compiled_and_names_nothing_of_this_computer(made, tmp_path):
    files = {str(path.relative_to(made.parent)): path for path in made.parent.rglob("*") if path.is_file()}
    assert {name for name in files if not name.endswith(".pyc") and "dist-info" not in name} == {
        *("county-indicators.sh", "program/run.py", "program/app/__init__.py"),
        *("python/bin/python3.11", "python/lib/python3.11/standard.py"),
        "python/lib/python3.11/site-packages/sample.py",
    }
    compiled = [name for name in files if name.endswith(".pyc")]
    assert sorted(name.rpartition("/")[2].partition(".")[0] for name in compiled) == [
        "__init__",
        "run",
        "sample",
        "standard",
    ]
    del files["python/bin/python3.11"]  # the stand-in
    for name, path in files.items():
        assert os.fsencode(tmp_path) not in path.read_bytes(), name


# Says in place of run.py how it was started
ECHO = "import os, sys; print(sys.flags.isolated, sys.flags.utf8_mode, os.getcwd(), *sys.argv[1:], sep='|'); sys.exit(3)"


@posix
def test_the_start_file_starts_the_program_from_anywhere_with_what_it_is_given(made, tmp_path):
    (made.parent / "program" / "run.py").write_text(ECHO)
    linked = tmp_path / "elsewhere"
    linked.mkdir()
    done = subprocess.run(
        [made, "--data", "我的 报纸"],
        cwd=linked,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (done.stdout, done.returncode) == (f"1|1|{linked}|--data|我的 报纸\n", 3)


@posix
@pytest.mark.parametrize("lost", ["python", "program"])
def test_a_start_file_alone_says_that_the_folder_is_not_complete(made, lost):
    shutil.rmtree(made.parent / lost)
    done = subprocess.run([made], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 1
    assert done.stdout.startswith("文件夹不完整")


def test_the_start_file_of_windows_is_one_that_every_code_page_reads(tmp_path):
    text = start_files.write(WINDOWS, tmp_path).read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") == len(text.splitlines())
    lines = text.decode("utf-8").splitlines()
    assert lines[0] == "@echo off"
    last = next(number for number, line in enumerate(lines) if not line.isascii())
    assert not any(line.startswith((":", "goto")) or " goto " in line for line in lines[last:])
    assert 'pushd "%~dp0"' in lines  # a network path gets a letter
    assert '"python\\python.exe" -I -X utf8 "program\\run.py" %*' in lines
    assert lines.index("chcp 65001 >nul") < last
    assert lines.count("pause") == 2
    assert not any("(" in line or ")" in line for line in lines)  # a folder may be named so


@pytest.mark.parametrize(
    ("name", "expected"),
    [("linux", ".sh"), ("linux-arm64", ".sh"), ("macos", ".command"), ("macos-intel", ".command")],
)
def test_other_systems_start_with_a_shell_script(name, expected, tmp_path):
    file = start_files.write(SYSTEMS[name], tmp_path)
    assert file.suffix == expected
    assert file.read_bytes().startswith(b"#!/bin/sh\n")
    assert b"\r" not in file.read_bytes()


@pytest.fixture
def launcher(tmp_path, monkeypatch):
    """Give the launcher as it lies in a folder that was made, run by the Python there."""
    spec = importlib.util.spec_from_file_location("bundled_launcher", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "python").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path / "program")
    monkeypatch.setattr(module.sys, "prefix", str(tmp_path / "python"))
    return module


def test_in_a_folder_nothing_of_another_python_counts_and_the_workspace_is_the_users(launcher, monkeypatch):
    for key in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONSAFEPATH"):
        monkeypatch.setenv(key, "/elsewhere")
    monkeypatch.delenv(launcher.WORKSPACE)
    given = launcher.environment()
    own = {key: value for key, value in given.items() if key.startswith("PYTHON")}
    assert own == {"PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}
    assert given[launcher.WORKSPACE] == str(Path.home() / "county-indicators")
    monkeypatch.setenv(launcher.WORKSPACE, "/mine")
    assert launcher.environment()[launcher.WORKSPACE] == "/mine"


def test_beside_another_folder_named_python_the_launcher_installs_as_ever(launcher, monkeypatch):
    monkeypatch.setattr(launcher.sys, "prefix", sys.base_prefix)
    assert not launcher.is_bundled()
    monkeypatch.setenv("PYTHONPATH", "/mine")
    assert launcher.environment()["PYTHONPATH"] == "/mine"


def test_a_system_that_is_not_known_is_refused_with_those_that_are():
    done = subprocess.run(
        [sys.executable, "run.py", "bundle", "--system", "amiga"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert all(name in done.stderr for name in SYSTEMS)


def platforms_of(text):
    """Name the platforms that a wheel says it is for."""
    return {
        tag.platform for line in re.findall(r"^Tag: (\S+)$", text, re.MULTILINE) for tag in parse_tag(line)
    }


@pytest.mark.skipif(not os.environ.get(EVERYTHING), reason="downloads 130 MB a system: run.py test --all")
@pytest.mark.parametrize("name", SYSTEMS)
def test_every_package_of_the_program_is_there_in_the_form_of_the_system(name, tmp_path):
    system = SYSTEMS[name]
    pins = packages.pinned(REQUIREMENTS, system)
    packages.install(pins, system, tmp_path / "there", tmp_path / "spare")
    found = [*distributions(path=[str(tmp_path / "there")])]
    assert {f"{canonicalize_name(one.name)}=={one.version}" for one in found} == {
        f"{canonicalize_name(one.name)}{one.specifier}" for one in map(Requirement, pins)
    }
    allowed = {
        "windows": r"any|win_amd64",
        "linux": r"any|manylinux.*_x86_64",
        "linux-arm64": r"any|manylinux.*_aarch64",
        "macos": r"any|macosx_.*_(arm64|universal2)",
        "macos-intel": r"any|macosx_.*_(x86_64|universal2)",
    }[name]
    tags = {one.name: platforms_of(one.read_text("WHEEL")) for one in found}
    assert [
        package for package, its in tags.items() if not any(re.fullmatch(allowed, tag) for tag in its)
    ] == []
    compiled = [path.name for path in (tmp_path / "there").rglob("*") if path.suffix in {".pyd", ".so"}]
    assert {Path(one).suffix for one in compiled} == {".pyd" if system.windows else ".so"}
    others = [
        one
        for one in compiled
        if re.search(r"\.(cp|cpython-)\d+", one) and not re.search(r"\.(cp|cpython-)311\b", one)
    ]
    assert others == []
    assert len(compiled) > 100


def packed_python(path):
    """Pack this Python as an archive, where the chosen one cannot be downloaded."""
    with tarfile.open(path, "w:gz", compresslevel=1) as tar:
        tar.add(Path(sys.executable).resolve(), "python/bin/python3.11")
        library = f"lib/python{MINOR}"
        skipped = ("site-packages", "test", "__pycache__", "config-")
        tar.add(
            Path(sys.base_prefix) / library,
            f"python/{library}",
            filter=lambda one: None if Path(one.name).name.startswith(skipped) else one,
        )
    return path


def reaches(url):
    """Tell whether an address answers."""
    try:
        with urllib.request.urlopen(url, timeout=20):  # noqa: S310 - the address of the archive
            return True
    except OSError:
        return False


@pytest.mark.browser
@pytest.mark.skipif(not os.environ.get(EVERYTHING), reason="downloads 150 MB: run.py test --all")
@pytest.mark.skipif(sys.platform != "linux", reason="cuts the network off as Linux does")
@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="its Python stands in where the chosen one is out of reach"
)
def test_a_folder_starts_without_network_and_without_another_python(tmp_path, chromium):
    without_network = [
        "unshare",
        "--net",
        "--map-root-user",
        "sh",
        "-c",
        'ip link set lo up && exec "$@"',
        "sh",
    ]
    try:
        subprocess.run([*without_network, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets nobody cut the network off (unshare, ip)")
    system, archive = LINUX, None
    if not reaches(LINUX.url):
        archive = packed_python(tmp_path / "python.tar.gz")
        system = with_archive(LINUX, archive)
    start = folder.make(system, tmp_path / "made", archive)
    carried = tmp_path / "另一台 电脑" / "县域 指标"
    shutil.copytree(start.parent, carried)
    shutil.rmtree(start.parent)
    commands = tmp_path / "commands"  # all that the start file finds on PATH
    commands.mkdir()
    (commands / "dirname").symlink_to(shutil.which("dirname"))
    visit = [
        sys.executable,
        Path(__file__).parent / "bundle_visit.py",
        carried / start.name,
        chromium,
        commands,
    ]
    done = subprocess.run(
        [*without_network, *visit, tmp_path / "home"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "鹤山市 is on the first page"
    assert (tmp_path / "home" / "county-indicators" / "documents.sqlite3").exists()
    assert not (carried / "program" / "workspace").exists()
