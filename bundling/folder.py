"""Put the Python, the packages, the program and the start file together in one folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bundling import packages, python_archive, start_files
from bundling.systems import System, own_system
from run import StopError, check_new_folder, show

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = (
    *(
        "app",
        "pipeline",
        "dashboard.py",
        "run.py",
        "indicators.yaml",
        "requirements.txt",
        ".streamlit",
        "static",
    ),
    *("seeds", "reference", "docs", "README.md", "README.zh-CN.md", "LICENSE"),
)
# Imports what loads compiled modules, and the program
TRIAL = "import lxml.etree, numpy, pandas, PIL.Image, pyarrow.parquet, streamlit.web.cli; import pipeline, app.serve"
MEGABYTE = 1_000_000


def make(system: System, output: Path, archive: Path | None, *, scans: bool = False) -> Path:
    """Make the folder `output` for a system, with an `archive` of its Python or a downloaded one; give the start file.

    With `scans` it holds the packages of requirements-scans.txt, too. It is made beside and gets its name when it is whole.
    Raises StopError with the reason where it cannot be made.
    """
    check(system, output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as beside:
            made = Path(beside, "folder")
            start = fill(system, made, archive, Path(beside), scans=scans)
            if output.exists():
                output.rmdir()
            made.replace(output)
    except OSError as error:
        raise StopError(f"写不了 {output}：{error}", f"Cannot write {output}: {error}") from error
    return output / start.name


def check(system: System, output: Path) -> None:
    """Raise StopError where the folder cannot become one for the system."""
    check_new_folder(output)
    if os.name == "nt" and not system.windows:
        raise StopError(
            f"{system.name} 的文件夹不能在 Windows 上制作：文件的执行权限在这里保存不了。",
            f"A folder for {system.name} cannot be made on Windows, which does not keep the permission to run a file.",
        )


def fill(system: System, folder: Path, archive: Path | None, beside: Path, *, scans: bool = False) -> Path:
    """Put all that belongs there into an empty folder, with room for passing files `beside` it; give the start file."""
    sets = ("requirements.txt", "requirements-scans.txt") if scans else ("requirements.txt",)
    pins = [
        pin for name in sets for pin in packages.pinned((ROOT / name).read_text(encoding="utf-8"), system)
    ]
    if archive is None:
        archive = beside / system.archive
        python_archive.download(system, archive)
    python_archive.check(system, archive)
    show("  正在解开 Python  Unpacking Python")
    python_archive.unpack(system, archive, folder)
    packages.install(pins, system, folder / system.packages, beside / "wheels")
    show("  正在复制程序  Copying the program")
    copy_program(folder / "program")
    if system is own_system():
        show("  正在试运行并编译  Trying it and compiling")
        try_and_compile(system, folder)
    return start_files.write(system, folder)


def copy_program(target: Path) -> None:
    """Copy what the program is made of, with the fonts that were cut for its pages; raise StopError where one lacks."""
    target.mkdir()
    for name in PROGRAM:
        source = ROOT / name
        if not source.exists():
            raise StopError(
                f"程序不完整，缺少 {source}", f"The program is not complete: there is no {source}"
            )
        if source.is_dir():
            shutil.copytree(
                source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".*.part")
            )
        else:
            shutil.copyfile(source, target / name)


def try_and_compile(system: System, folder: Path) -> None:
    """Import the large packages with the folder's own Python, then compile all modules for the first start.

    What is compiled names no folder of this computer, and holds wherever the folder lies: by what the modules say, not
    by their dates. Raises StopError where the imports fail.
    """
    python = [str(folder / system.python), "-I", "-X", "utf8"]
    trial = f"import sys; sys.path.insert(0, {str(folder / 'program')!r}); {TRIAL}"
    done = subprocess.run(
        [*python, "-B", "-c", trial], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"{done.returncode}"])[-1]
        raise StopError(
            f"做成的 Python 不能运行：{reason}", f"The Python that was made does not run: {reason}"
        )
    compiling = [
        *python,
        "-B",
        "-W",
        "ignore",
        "-m",
        "compileall",
        "-q",
        "-q",
        "-j",
        "0",
        "--invalidation-mode",
        "checked-hash",
    ]
    subprocess.run([*compiling, "-s", str(folder), str(folder)], check=False)


def megabytes(folder: Path) -> int:
    """Add up the sizes of the files in a folder."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / MEGABYTE)
