"""Make the folder that `python run.py bundle` asks for: `python -m bundling SYSTEM FOLDER [--scans] [ARCHIVE]`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from bundling import folder
from bundling.systems import SYSTEMS
from run import StopError

SCANS = "--scans"


def main(system: str, output: str, *more: str) -> int:
    """Make it, say where it ended; print one sentence in each language where it cannot be made."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is half made goes
    target = Path(output)
    archive = next((Path(one) for one in more if one != SCANS), None)
    try:
        start = folder.make(SYSTEMS[system], target, archive, scans=SCANS in more)
    except StopError as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    size = folder.megabytes(target)
    print(
        f"\n做好了：{target}（{size} MB）。请把整个文件夹复制到另一台 {system} 电脑，双击其中的 {start.name}。\n"
        f"Made {target} ({size} MB). Copy the whole folder to another computer with {system} and double-click its"
        f" {start.name}.",
        flush=True,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
