"""List the systems that a folder can be made for, and what differs between them.

The Python is the one of python-build-standalone (PSF licence): it runs from any folder. Its minor version is the one
that the program's tests run on.
"""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass

VERSION, RELEASE = "3.11.17", "20261021"
MINOR = VERSION.rpartition(".")[0]
SOURCE = "https://github.com/astral-sh/python-build-standalone/releases/download"


@dataclass(frozen=True)
class System:
    """Say what one system needs.

    `triple` and `sha256` name its Python; `platforms` are the tags of wheels that it takes, the best first;
    `sys_platform`, `platform_system` and `machine` are what its Python says of itself, for requirements that hold on
    some systems only.
    """

    name: str
    triple: str
    sha256: str
    platforms: tuple[str, ...]
    sys_platform: str
    platform_system: str
    machine: str

    @property
    def windows(self) -> bool:
        """Tell whether it is Windows, whose Python is laid out otherwise."""
        return self.sys_platform == "win32"

    @property
    def archive(self) -> str:
        """Name the archive of its Python."""
        return f"cpython-{VERSION}+{RELEASE}-{self.triple}-install_only_stripped.tar.gz"

    @property
    def url(self) -> str:
        """Say where that archive lies."""
        return f"{SOURCE}/{RELEASE}/{self.archive.replace('+', '%2B')}"

    @property
    def python(self) -> str:
        """Say where in the folder the Python's program is."""
        return "python/python.exe" if self.windows else f"python/bin/python{MINOR}"

    @property
    def library(self) -> str:
        """Say where in the folder the Python's own modules are."""
        return "python/Lib" if self.windows else f"python/lib/python{MINOR}"

    @property
    def packages(self) -> str:
        """Say where in the folder the packages are."""
        return f"{self.library}/site-packages"

    def environment(self) -> dict[str, str]:
        """Give what a requirement's condition (`; sys_platform == "win32"`) may ask about the system."""
        return {
            "implementation_name": "cpython",
            "implementation_version": VERSION,
            "os_name": "nt" if self.windows else "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": self.platform_system,
            "platform_version": "",
            "python_full_version": VERSION,
            "python_version": MINOR,
            "sys_platform": self.sys_platform,
        }


def manylinux(machine: str) -> tuple[str, ...]:
    """Name the tags of wheels for a Linux with glibc 2.28 or newer: Debian 10, Kylin V10, UOS 20."""
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1)), f"manylinux2014_{machine}")


SYSTEMS = {
    system.name: system
    for system in (
        System(
            "windows",
            "x86_64-pc-windows-msvc",
            "7222d3245519b9f2e786b085af65a3fac06dffa1ddfbe27821ad9b75f2d98c62",
            ("win_amd64",),
            "win32",
            "Windows",
            "AMD64",
        ),
        System(
            "linux",
            "x86_64-unknown-linux-gnu",
            "224ca8be2d28841e7a382a27c51e74f4ed0aabe249a79294684e782363165948",
            manylinux("x86_64"),
            "linux",
            "Linux",
            "x86_64",
        ),
        System(
            "linux-arm64",
            "aarch64-unknown-linux-gnu",
            "a2364356a17f63de74120a55d5af1f8ae56b8e700c9d43f478ba90e2f543f3a6",
            manylinux("aarch64"),
            "linux",
            "Linux",
            "aarch64",
        ),
        System(
            "macos",
            "aarch64-apple-darwin",
            "1d1335d9d526bc37061af3fe72b0edd88056d7e7d9488eb631946b10b4ab97bb",
            ("macosx_12_0_arm64",),
            "darwin",
            "Darwin",
            "arm64",
        ),
        System(
            "macos-intel",
            "x86_64-apple-darwin",
            "2a9df73aa8f6ff595f912dfb642c7933f604f5c6e24234fd524cb77b2629b9fc",
            ("macosx_12_0_x86_64",),
            "darwin",
            "Darwin",
            "x86_64",
        ),
    )
}


def own_system() -> System | None:
    """Find the system that this Python runs on; None where no folder can be made for it."""
    return next(
        (
            system
            for system in SYSTEMS.values()
            if system.sys_platform == sys.platform and system.machine == platform.machine()
        ),
        None,
    )
