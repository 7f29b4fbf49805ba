"""Put the packages of requirements.txt into a folder, as wheels of the system that the folder is for."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bundling.systems import MINOR, System
from run import OFFLINE, StopError, run_pip

BUILT_HERE = ("jieba",)  # has no wheel; it is pure Python, so that one built here serves every system
NOT_FOUND = re.compile(r"^ERROR: No matching distribution found for (\S+)", re.MULTILINE)
# What pip puts beside the modules: commands that name the Python of this computer, and files for a notebook server
BESIDE = ("bin", "Scripts", "share", "etc")


def pinned(text: str, system: System) -> list[str]:
    """List what a requirements file pins for a system, as `name==version`."""
    lines = (line.partition(" #")[0].strip() for line in text.splitlines())
    wanted = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return [f"{one.name}{one.specifier}" for one in wanted if holds(one, system)]


def holds(requirement: Requirement, system: System) -> bool:
    """Tell whether a requirement is one on the system; those of an extra are not."""
    return requirement.marker is None or requirement.marker.evaluate({**system.environment(), "extra": ""})


def install(pins: list[str], system: System, folder: Path, spare: Path) -> list[str]:
    """Unpack the wheels of `pins` for the system to a folder; give what was printed. `spare` is for wheels built here.

    Raises StopError where pip does not get them, and where a package needs one that is not among `pins`.
    """
    built = [pin for pin in pins if pin.partition("==")[0] in BUILT_HERE]
    printed = (
        ask_pip(["wheel", "--no-deps", "--wheel-dir", str(spare), *built], len(built), system)
        if built
        else []
    )
    command = ["install", "--no-deps", "--no-compile", "--only-binary=:all:", "--find-links", str(spare)]
    command += ["--implementation", "cp", "--python-version", MINOR]
    command += [word for tag in system.platforms for word in ("--platform", tag)]
    printed += ask_pip([*command, "--target", str(folder), *pins], len(pins), system)
    lacking = missing(folder, system)
    if lacking:
        raise StopError(
            f"requirements.txt 没有写明 {system.name} 所需的：{'，'.join(lacking)}",
            f"requirements.txt does not pin what {system.name} needs: {', '.join(lacking)}",
        )
    for name in BESIDE:
        shutil.rmtree(folder / name, ignore_errors=True)
    for tests in [path for path in folder.rglob("tests") if path.is_dir()]:  # only tests import them
        shutil.rmtree(tests, ignore_errors=True)
    return printed


def ask_pip(arguments: list[str], total: int, system: System) -> list[str]:
    """Run pip, with a line of progress a package; give what it printed, or raise StopError with the reason."""
    code, lines = run_pip(Path(sys.executable), arguments, total)
    text = "".join(lines)
    if not code:
        return lines
    name = NOT_FOUND.search(text)
    if "No space left" in text:
        raise StopError("磁盘已满，需要约 2 GB。", "The disk is full; about 2 GB are needed.")
    if any(word in text.lower() for word in OFFLINE if name is None or word != "versions: none"):
        raise StopError(
            "连不上软件源。请检查网络或代理（也可把 PIP_INDEX_URL 设为附近的镜像）后再运行。",
            "No package index answers. Check the network or proxy (or set PIP_INDEX_URL to a mirror near you).",
        )
    if name:
        raise StopError(
            f"软件源没有适用于 {system.name} 和 Python {MINOR} 的 {name[1]}，或连不上软件源。",
            f"The package index has no {name[1]} for {system.name} and Python {MINOR}, or does not answer.",
        )
    reason = next((line.strip() for line in lines if line.startswith("ERROR:")), f"pip {code}")
    raise StopError(f"无法取得软件包：{reason}", f"Cannot get the packages: {reason}")


def missing(folder: Path, system: System) -> list[str]:
    """Name what packages in a folder need on the system and is not there, as `package → requirement`."""
    there = {canonicalize_name(one.name): one for one in distributions(path=[str(folder)])}
    return sorted(
        f"{name} → {needed}"
        for name, one in there.items()
        for needed in needs(one.requires, system)
        if canonicalize_name(needed.name) not in there
        or not needed.specifier.contains(there[canonicalize_name(needed.name)].version)
    )


def needs(requires: Iterable[str] | None, system: System) -> list[Requirement]:
    """Read what a package says that it needs, as far as it holds on the system."""
    return [one for one in map(Requirement, requires or ()) if holds(one, system)]
