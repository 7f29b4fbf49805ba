"""Read old Word and WPS files, RTF and ODT by way of LibreOffice, where it is installed: it makes a DOCX of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from pipeline.documents import word
from pipeline.documents.content import Content
from pipeline.documents.decoding import DocumentError, is_rubbish, octets_of
from pipeline.documents.kinds import kind_of

SECONDS = 50  # that LibreOffice may take; its first start on a slow machine takes 20
MOST_MEGABYTES = 450  # that it may hold; it takes 300 for a usual file, and in one look 200 more
_LOOK = 0.05  # seconds between looks at both
_NAMES = ("soffice", "libreoffice")
_FOLDERS = (
    r"{ProgramFiles}\LibreOffice\program",
    r"{ProgramFiles(x86)}\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "{HOME}/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/libreoffice/program",
    "/snap/bin",
)
_SUFFIXES = {"rtf": ".rtf", "odt": ".odt"}
# No macro runs, no link is brought up to date, and what would be fetched goes to a port that nobody serves.
_SETTINGS = {
    ("Office.Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("Office.Writer/Content/Update", "Link"): "2",
    ("Inet/Settings", "ooInetProxyType"): "2",
    ("Inet/Settings", "ooInetHTTPProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPProxyPort"): "9",
    ("Inet/Settings", "ooInetHTTPSProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPSProxyPort"): "9",
    ("Inet/Settings", "ooInetNoProxy"): "",
}


def read(octets: bytes, file: str | Path) -> Content:
    """Return what such a file says.

    Raise DocumentError where LibreOffice is not there, cannot read it or takes too long, and what the Word reader raises.
    """
    kind = kind_of(octets)
    program = office()
    if program is None:
        raise DocumentError(f"kind_{kind}", file=file)
    with tempfile.TemporaryDirectory(prefix="county-", ignore_cleanup_errors=True) as folder:
        given = Path(folder, "in", f"given{_SUFFIXES.get(kind, '.doc')}")
        given.parent.mkdir()
        given.write_bytes(octets)
        made = Path(folder, "out", "given.docx")
        _convert(program, given, made.parent, Path(folder, "profile"), file)
        if not made.is_file():
            raise DocumentError("not_converted", file=file)
        content = word.read(octets_of(made, file), file)
    if is_rubbish(content.text):  # LibreOffice takes what it does not know for text
        raise DocumentError("not_converted", file=file)
    return content


def office() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    places = [folder.format_map(_Known(os.environ)) for folder in _FOLDERS]
    looked = os.pathsep.join([os.environ.get("PATH", ""), *(one for one in places if "{" not in one)])
    # soffice.com waits on Windows for what soffice.exe only starts
    names = (f"{_NAMES[0]}.com", *_NAMES) if sys.platform == "win32" else _NAMES
    return next(filter(None, (shutil.which(name, path=looked) for name in names)), None)


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _convert(program: str, given: Path, out: Path, profile: Path, file: str | Path) -> None:
    """Have LibreOffice make a DOCX in a folder, with a profile of its own, and end it with all that it started."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), "utf-8")
    proxy = "http://127.0.0.1:9"
    process = subprocess.Popen(  # noqa: S603 - the program is found by its name, and no shell is between
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *(
                "--headless",
                "--norestore",
                "--nologo",
                "--nolockcheck",
                "--nodefault",
                "--nofirststartwizard",
            ),
            *("--convert-to", "docx:Office Open XML Text", "--outdir", str(out), str(given)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=profile,
        env={**os.environ, "http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""},
    )
    try:
        _wait(process, file)
    finally:
        for one in _tree(process):
            with contextlib.suppress(psutil.Error):
                one.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], file: str | Path) -> None:
    """Wait for the end. Raise DocumentError where it takes more time or memory than a report of an office does."""
    end = time.monotonic() + SECONDS
    while process.poll() is None:
        if time.monotonic() > end:
            raise DocumentError("conversion_time", file=file, most=SECONDS)
        held = 0.0
        for one in _tree(process):
            with contextlib.suppress(psutil.Error):
                held += one.memory_info().rss
        if held > MOST_MEGABYTES << 20:
            raise DocumentError("conversion_memory", file=file)
        time.sleep(_LOOK)


def _tree(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return a process and what it started, none where it is gone."""
    with contextlib.suppress(psutil.Error):
        whole = psutil.Process(process.pid)
        return [*whole.children(recursive=True), whole]
    return []


def _profile() -> str:
    """Return the settings of a profile as LibreOffice keeps them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{said}</value></prop></item>'
        for (path, name), said in _SETTINGS.items()
    )
    spaces = (
        'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {spaces}>{items}</oor:items>\n'
