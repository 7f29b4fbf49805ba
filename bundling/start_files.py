"""Write the file that is double-clicked at the other computer.

The Python starts isolated (-I): no variable and no package of another Python on that computer has a say. The window
stays open where something went wrong.
"""

from __future__ import annotations

from pathlib import Path

from bundling.systems import System

NAME = "county-indicators"  # not start: cmd.exe has a command of that name
# The lines above the messages are ASCII and nothing jumps past the messages: a cmd.exe that reads this file in another
# code page than UTF-8 spoils no more than what it shows. `pushd` gives a network path (\\SERVER\SHARE) a drive letter.
WINDOWS = """\
@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
title County Indicators
pushd "%~dp0"
if errorlevel 1 goto incomplete
if not exist "python\\python.exe" goto incomplete
if not exist "program\\run.py" goto incomplete
"python\\python.exe" -I -X utf8 "program\\run.py" %*
set "code=%errorlevel%"
popd
if "%code%"=="0" exit /b 0
echo.
pause
exit /b %code%
:incomplete
echo.
echo The folder is not complete. Copy or unpack it as a whole, then start again.
echo 文件夹不完整。请把整个文件夹复制或解压到本机，再重新启动。
pause
exit /b 1
"""

UNIX = """\
#!/bin/sh
here=$(cd -- "$(dirname -- "$0")" && pwd) || exit 1
code=1
if [ -x "$here/{python}" ] && [ -f "$here/program/run.py" ]; then
    [ -t 0 ] || exec "$here/{python}" -I -X utf8 "$here/program/run.py" "$@"
    "$here/{python}" -I -X utf8 "$here/program/run.py" "$@"
    code=$?
else
    echo '文件夹不完整，或文件没有执行权限。请把整个文件夹重新复制或解压。'
    echo 'The folder is not complete, or its files may not be run. Copy or unpack it as a whole.'
fi
if [ "$code" -ne 0 ] && [ -t 0 ]; then
    printf '\\n按回车键关闭  Press Enter to close '
    read -r _
fi
exit "$code"
"""


def write(system: System, folder: Path) -> Path:
    """Write the start file of a system to a folder; give it."""
    if system.windows:
        file, text = folder / f"{NAME}.bat", WINDOWS.replace("\n", "\r\n")
    else:
        file = folder / (f"{NAME}.command" if system.sys_platform == "darwin" else f"{NAME}.sh")
        text = UNIX.format(python=system.python)
    file.write_bytes(text.encode("utf-8"))
    file.chmod(0o755)
    return file
