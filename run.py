#!/usr/bin/env python3
"""Install the dashboard beside this file and start it; ``python run.py test`` runs the checks and the tests.

``python run.py scans`` installs what reads scans and photos too, ``python run.py cluster`` what several machines need
to read together.

``python run.py bundle`` makes a folder that starts on a computer without network and Python; in such a folder nothing
is installed, and this file runs on the Python beside it.

Only the standard library, and only syntax that Python 3.6 can read: an old Python must get as far as the
sentence that says it is too old.
"""

import argparse
import hashlib
import http.client
import importlib.util
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"
START = ("requirements.txt",)
SCANS = ("requirements.txt", "requirements-scans.txt")
CLUSTER = ("requirements.txt", "requirements-cluster.txt")
TEST = (*CLUSTER, "requirements-dev.txt")
MEGABYTES = {SCANS[-1]: 290}  # that are fetched, 170 of them by a start; the tests' own are few
OLDEST, NEWEST = (3, 11), (3, 14)
HOST = "127.0.0.1"
LAST_PORT = 65535
WORKSPACE = "COUNTY_INDICATORS_WORKSPACE"  # names the folder for documents and decisions
PATIENCE = 15  # seconds that a program may take to end when it is told to
OTHER_COMMANDS = """other commands:
  run.py scans           加入识别扫描件和照片的组件  add what reads scans and photos
  run.py cluster         加入多台机器一起读取的组件  add what lets several machines read
  run.py bundle          制作离线文件夹  make a folder for a computer without network and Python
  run.py test [PYTEST]   检查和测试  lint, types and tests"""
CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
TYPES = ("mypy",)
# Two workers more than cores: a test that opens a browser waits for it most of its time
ON_ALL_CORES = ("-n", str((os.cpu_count() or 1) + 2), "--dist", "worksteal")
# pip names the package first: "Collecting numpy==2.4.6 (from …)", "Processing ./numpy-2.4.6-….whl"
PACKAGE = re.compile(r"^(?:Collecting|Processing|Requirement already satisfied:) +([^\s;:]+)")
# What pip says where no index answers; each is a part of one of its lines
OFFLINE = (
    "connection",
    "name resolution",
    "timed out",
    "getaddrinfo",
    "certificate",
    "proxy",
    "versions: none",
)


class StopError(Exception):
    """Carry the sentence that ends the program, in Chinese and in English."""

    def __init__(self, chinese: str, english: str) -> None:
        """Keep both sentences as the two lines to print."""
        super().__init__(chinese + "\n" + english)


def check_python(version: "tuple[int, int]", *, wide: bool = sys.maxsize > 2**32) -> None:
    """Raise StopError unless `version` (major, minor) is new enough and has 64 bits (`wide`)."""
    if version >= OLDEST and wide:
        return
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    found = next((name for name in names if shutil.which(name)), "")
    mine = ".".join(str(part) for part in version) + ("" if wide else " (32-bit)")
    raise StopError(
        f"需要 64 位的 Python 3.11 或更新版本，当前是 {mine}。"
        + (f"请改用：{found} run.py" if found else "请从 python.org 安装新版后再运行。"),
        f"Python 3.11 or newer with 64 bits is needed, this is {mine}. "
        + (f"Run: {found} run.py" if found else "Install a newer one from python.org and run it again."),
    )


def is_bundled() -> bool:
    """Tell whether this Python is the one that lies beside the program, in a folder that `bundle` made."""
    beside = ROOT.parent / "python"
    return beside.is_dir() and beside.samefile(sys.prefix)


def environment() -> "dict[str, str]":
    """Give the children's environment: UTF-8 whatever the console's code page, and no foreign PYTHONHOME.

    In a folder that was carried here nothing of another Python counts, and the workspace is the user's own: it stays
    when a newer folder takes the place of this one.
    """
    if not is_bundled():
        return {**{k: v for k, v in os.environ.items() if k != "PYTHONHOME"}, "PYTHONUTF8": "1"}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    workspace = kept.get(WORKSPACE) or str(Path.home() / "county-indicators")
    return {**kept, "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", WORKSPACE: workspace}


def venv_version() -> str:
    """Ask the Python in .venv for its version, such as ``3.11``; empty where it or its pip does not work."""
    question = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        return subprocess.check_output(
            [str(PYTHON), "-c", question], stderr=subprocess.DEVNULL, text=True
        ).strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def make_venv() -> None:
    """Make .venv anew; raise StopError with what to do where this Python cannot."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        package = f"python3.{sys.version_info[1]}-venv"
        raise StopError(
            f"这个 Python 缺少 venv 模块。Debian/Ubuntu 请先运行：sudo apt install {package}",
            f"This Python comes without its venv module. On Debian or Ubuntu run: sudo apt install {package}",
        )
    print("正在建立 .venv  Making .venv", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )
    if done.returncode:
        reason = (done.stdout.strip().splitlines() or ["?"])[-1]
        raise StopError(
            f"无法在 {ROOT} 建立 .venv：{reason}。请换一个可写的文件夹，或改用另一个 Python。",
            f"Cannot make .venv in {ROOT}: {reason}. Use a folder that you may write to, or another Python.",
        )


def digests(files: "tuple[str, ...]", version: str) -> "list[str]":
    """Hash the Python `version` and the requirement `files`, cumulatively: one digest after each file."""
    state = hashlib.sha256(version.encode())
    lines = []
    for name in files:
        state.update((ROOT / name).read_bytes())
        lines.append(state.hexdigest())
    return lines


def prepare(files: "tuple[str, ...]") -> None:
    """Bring .venv to what `files` pin; ask pip only where the stamp of the last install differs."""
    version = venv_version()
    if not version or tuple(int(part) for part in version.split(".")) < OLDEST:
        make_venv()
        version = venv_version()
    stamp = VENV / "installed"
    wanted = digests(files, version)
    if stamp.exists() and wanted[-1] in stamp.read_text(encoding="ascii").split():
        return
    install(files)
    stamp.write_text("\n".join(wanted) + "\n", encoding="ascii")


def install(files: "tuple[str, ...]") -> None:
    """Run pip on the last of `files`, which includes the others: a short line a package, the rest to LOG."""
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in files)
    total = len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE))
    size = MEGABYTES.get(files[-1], 170)
    print(
        f"正在安装 {total} 个软件包，约 {size} MB，只需一次  Installing {total} packages ({size} MB), once",
        flush=True,
    )
    code, lines = run_pip(PYTHON, ["install", "-r", str(ROOT / files[-1])], total)
    LOG.write_text("".join(lines), encoding="utf-8")
    if code:
        raise install_failure(lines)


def run_pip(python: Path, arguments: "list[str]", total: int) -> "tuple[int, list[str]]":
    """Run a `python`'s pip, with a line of progress for each of `total` packages; give its code and its lines."""
    command = [str(python), "-m", "pip", arguments[0], "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", *arguments[1:]]
    lines, seen = [], set()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment(),
    ) as pip:
        try:
            for line in pip.stdout or ():
                lines.append(line)
                match = PACKAGE.match(line)
                if match and match.group(1) not in seen:
                    seen.add(match.group(1))
                    show(f"  {min(len(seen), total)}/{total}  {Path(match.group(1)).name}")
                elif line.startswith("Installing collected"):
                    show(f"  {total}/{total}  正在写入，约半分钟  Writing files, about half a minute")
                elif "Retrying (" in line:
                    show("  网络不稳，正在重试  The network is slow, trying again")
        except KeyboardInterrupt:
            end(pip)
            raise
    if sys.stdout.isatty():
        print()
    return pip.returncode, lines


def show(line: str) -> None:
    """Print a line of progress: in place on a terminal, below the last one in a log."""
    if sys.stdout.isatty():
        print("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 12], end="", flush=True)
    else:
        print(line, flush=True)


def install_failure(lines: "list[str]") -> StopError:
    """Say in a sentence why pip failed, from the `lines` that it printed, and what to do."""
    text = "".join(line for line in lines if line.startswith(("ERROR", "WARNING"))).lower()
    if "no space left" in text:
        return StopError(
            "安装失败：磁盘已满。请腾出约 1 GB 再运行。",
            "Install failed: the disk is full. Free 1 GB, run again.",
        )
    if any(word in text for word in OFFLINE):
        return StopError(
            "安装失败：连不上软件源。请检查网络或代理（也可把 PIP_INDEX_URL 设为附近的镜像）后再运行。",
            "Install failed: no package index answers. Check the network or proxy (or set PIP_INDEX_URL to a"
            " mirror near you) and run it again.",
        )
    reason = next((line.strip() for line in lines if line.startswith("ERROR:")), "ERROR: pip")
    newer = sys.version_info[:2] > NEWEST
    return StopError(
        f"安装失败：{reason}。详情见 {LOG}" + ("；请改用 Python 3.11–3.14。" if newer else "。"),
        f"Install failed: {reason}. Details: {LOG}" + ("; try Python 3.11 to 3.14." if newer else ""),
    )


def port_given(said: str) -> int:
    """Read what --port was given; raise StopError where no program can listen there."""
    try:
        port = int(said)
    except ValueError:
        port = 0
    if not 1 <= port <= LAST_PORT:
        raise StopError(
            f"--port “{said}”：端口应为 1 至 {LAST_PORT} 之间的整数，例如 8501。",
            f"--port '{said}': a port is a whole number from 1 to {LAST_PORT}, such as 8501.",
        )
    return port


def path_given(option: str, said: str, *, folders: bool) -> Path:
    """Read what an `option` names to be read: a file, or with `folders` a folder; raise StopError for anything else.

    A device or a pipe has no end, and an empty name would be the folder that one stands in.
    """
    wanted, english = ("文件或文件夹", "a file or a folder") if folders else ("文件", "a file")
    if not said.strip():
        raise StopError(f"{option} 是空的，应为{wanted}的路径。", f"{option} is empty; {english} is wanted.")
    path = Path(said)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise StopError(
            f"找不到 {said}。请检查 {option} 的路径。", f"There is no {said}. Check {option}."
        ) from None
    except (OSError, ValueError) as error:
        raise StopError(
            f"{option} {said!r} 不能用：{error}", f"{option} {said!r} cannot be used: {error}"
        ) from None
    folder = stat.S_ISDIR(mode)
    if not (stat.S_ISREG(mode) or (folder and folders)):
        chinese, what = ("文件夹", "a folder") if folder else ("设备或管道", "a device or a pipe")
        raise StopError(
            f"{said} 是{chinese}，{option} 应为{wanted}。", f"{said} is {what}; {option} wants {english}."
        )
    if not os.access(said, os.R_OK | os.X_OK if folder else os.R_OK):
        raise StopError(f"{said} 无法读取，请检查权限。", f"{said} cannot be read; check its permissions.")
    return path


def new_folder_given(said: str) -> Path:
    """Read what -o names; raise StopError where no folder can be made there."""
    if not said.strip():
        raise StopError("-o 是空的，应为要做成的文件夹。", "-o is empty; the folder to make is wanted.")
    try:
        output = Path(said).resolve()
        check_new_folder(output)
    except (OSError, ValueError) as error:
        raise StopError(f"-o {said!r} 不能用：{error}", f"-o {said!r} cannot be used: {error}") from None
    return output


def check_new_folder(output: Path) -> None:
    """Raise StopError where something is at `output` already, or no folder that a new one could lie in."""
    if output.exists() and not (output.is_dir() and not any(output.iterdir())):
        raise StopError(
            f"{output} 已经存在，而且不是空文件夹。请用 -o 另指一个。",
            f"{output} is there already and is no empty folder. Name another with -o.",
        )
    above = next(one for one in output.absolute().parents if one.exists())
    if not (above.is_dir() and os.access(str(above), os.W_OK | os.X_OK)):
        raise StopError(
            f"不能在 {above} 里建立文件夹。请用 -o 另指一个。",
            f"No folder can be made in {above}. Name another with -o.",
        )


def is_free(port: int) -> bool:
    """Tell whether `port` can be listened on, and nobody answers there, on this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.3)
        if probe.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as probe:
        if (
            os.name != "nt"
        ):  # a port just left lingers in TIME_WAIT; on Windows the option would share a busy one
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def choose_port(wanted: int) -> int:
    """Take `wanted` or the next free port of the hundred above it, and say so."""
    port = next((port for port in range(wanted, min(wanted + 100, LAST_PORT + 1)) if is_free(port)), 0)
    if not port:
        raise StopError(
            f"端口 {wanted} 及其后都被占用。请用 --port 另选一个。",
            f"Port {wanted} and those after it are busy. Choose another with --port.",
        )
    if port != wanted:
        print(f"端口 {wanted} 已被占用，改用 {port}  Port {wanted} is busy, using {port}", flush=True)
    return port


def copy_fonts() -> None:
    """Put the Chinese fonts where pages and pictures find them; say so where that fails, and go on."""
    if len([*(ROOT / "static").glob("*-Common.otf")]) < 2:
        print("正在准备中文字体，约 15 秒  Preparing the Chinese fonts, about 15 s", flush=True)
    command = [str(PYTHON), "-m", "app.fonts"]
    done = subprocess.run(
        command, cwd=str(ROOT), env=environment(), check=False, stderr=subprocess.PIPE, encoding="utf-8"
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        print(f"中文字体未就绪，图片可能缺字  The Chinese font is not in place: {reason}", flush=True)


def announce(server: "subprocess.Popen[bytes]", port: int, *, browser: bool) -> None:
    """Wait until the server answers, print its address and open the browser on it."""
    while server.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.client.OK:
                break
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    else:
        return
    url = f"http://{HOST}:{port}"
    print(f"\n  县域指标 County Indicators:  {url}\n  按 Ctrl-C 结束  Ctrl-C ends it\n", flush=True)
    # Without a screen, webbrowser would open a text browser over this terminal
    if browser and (
        sys.platform in ("win32", "darwin") or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    ):
        webbrowser.open(url)


def start(arguments: "list[str]") -> int:
    """Install if needed, run the dashboard for this machine only, and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="县域指标 County Indicators",
        epilog=OTHER_COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=port_given, default=8501, help="端口，默认 8501  (default 8501)")
    parser.add_argument("--data", help="要读取的文件或文件夹  the file or folder to read")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器  do not open the browser")
    options = parser.parse_args(arguments)
    data = None if options.data is None else path_given("--data", options.data, folders=True)
    variables = environment()
    if is_bundled():
        python = sys.executable
        print(f"文件和审核结论保存在  Documents and decisions are kept in  {variables[WORKSPACE]}")
        print("正在启动，首次可能要一分钟  Starting; the first time may take a minute", flush=True)
    else:
        python = str(PYTHON)
        prepare(START)
        copy_fonts()
    port = choose_port(options.port)
    command = [python, "-m", "app.serve", "--until-input-ends"]
    command += ["--server.address", HOST, "--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--logger.hideWelcomeMessage", "true"]
    command += ["--logger.level", "warning"]  # its own word of starting would stand beside ours
    if data:
        command += ["--", "--data", str(data.resolve())]
    # Where this program is killed, the pipe that nobody writes to closes, and the server ends too
    server = subprocess.Popen(command, cwd=str(ROOT), env=variables, stdin=subprocess.PIPE)
    try:
        wait = {"browser": not options.no_browser}
        threading.Thread(target=announce, args=(server, port), kwargs=wait, daemon=True).start()
        return server.wait()
    finally:
        end(server)


def end(process: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> None:
    """Tell a program to end, and end it where it does not."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def bundle(arguments: "list[str]") -> int:
    """Install if needed, and make a folder that starts on a computer without network and Python."""
    from bundling.systems import SYSTEMS, own_system

    own = own_system()
    parser = argparse.ArgumentParser(
        prog="run.py bundle",
        description="做一个文件夹，在没有网络、没有 Python 的电脑上也能启动"
        "  Make a folder that starts on a computer without network and Python",
    )
    parser.add_argument(
        "--system",
        choices=[*SYSTEMS],
        default=own.name if own else "windows",
        help="给哪种系统用，默认与本机相同  the other computer's system, default this one's",
    )
    parser.add_argument("-o", "--output", help="做成的文件夹  the folder to make")
    parser.add_argument(
        "--scans", action="store_true", help="连同读扫描件和照片的部分  with what reads scans and photos"
    )
    parser.add_argument("--python", help="已下载的 Python 压缩包  an archive of Python fetched before")
    options = parser.parse_args(arguments)
    archive = None if options.python is None else path_given("--python", options.python, folders=False)
    named = f"county-indicators-{options.system}" if options.output is None else options.output
    output = new_folder_given(named)
    prepare(START)
    copy_fonts()
    print(f"正在制作 {output}，约需几分钟  Making {output}, a few minutes", flush=True)
    command = [str(PYTHON), "-m", "bundling", options.system, str(output)]
    command += ["--scans"] if options.scans else []
    command += [str(archive.resolve())] if archive else []
    return run_child(command)


def scans(arguments: "list[str]") -> int:
    """Install what reads scans and photos, beside the program itself; it takes no `arguments`."""
    return add("scans", SCANS, arguments, "现在可以读扫描件和照片了  Scans and photos can be read now")


def cluster(arguments: "list[str]") -> int:
    """Install what `extract --cluster` needs, beside the program itself; it takes no `arguments`."""
    return add("cluster", CLUSTER, arguments, "现在可以用 --cluster 了  --cluster can be used now")


def add(command: str, files: "tuple[str, ...]", arguments: "list[str]", done: str) -> int:
    """Install the set of a `command`, which takes no `arguments`, and say that it is `done`."""
    if arguments:
        raise StopError(
            f"run.py {command} 不用参数，多了 {' '.join(arguments)}。",
            f"run.py {command} takes no arguments; {' '.join(arguments)} was given.",
        )
    prepare(files)
    print(done, flush=True)
    return 0


def run_child(command: "list[str]") -> int:
    """Run a command in the program's folder to its end, or end it; give its code."""
    child = subprocess.Popen(command, cwd=str(ROOT), env=environment())
    try:
        return child.wait()
    finally:
        end(child)


def test(arguments: "list[str]") -> int:
    """Install if needed, run pytest; return the first failed code.

    With no `arguments` for pytest, or --all alone, Ruff comes first, and the tests run on all cores with mypy beside
    them, which is one process: what it says stands below them.
    """
    prepare(TEST)
    copy_fonts()
    if arguments not in ([], ["--all"]):
        return checked([("pytest", *arguments)])
    with tempfile.TemporaryFile() as said:
        beside = subprocess.Popen(
            [str(PYTHON), "-m", *TYPES], cwd=str(ROOT), env=environment(), stdout=said, stderr=said
        )
        try:
            code = checked([*CHECKS, ("pytest", *ON_ALL_CORES, *arguments)])
            beside.wait()
        finally:
            end(beside)
        said.seek(0)
        print("\n$ " + " ".join(TYPES) + "\n" + said.read().decode("utf-8", "replace"), flush=True)
    if beside.returncode:
        print("未通过 Failed: " + " ".join(TYPES), flush=True)
    return code or beside.returncode


def checked(commands: "list[tuple[str, ...]]") -> int:
    """Run modules with their arguments one after another, whatever each says; return the first failed code."""
    failed = []
    for command in commands:
        print("\n$ " + " ".join(command), flush=True)
        code = run_child([str(PYTHON), "-m", *command])
        if code:
            failed.append((code, " ".join(command)))
    for _, name in failed:
        print("未通过 Failed: " + name, flush=True)
    return failed[0][0] if failed else 0


def main(arguments: "list[str]") -> int:
    """Run what `arguments` ask for; print one sentence instead of a traceback where it cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a code page without Chinese must not end the program
            stream.reconfigure(errors="replace")
    try:
        check_python(sys.version_info[:2])
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        others = {} if is_bundled() else OTHERS
        other = others.get(arguments[0] if arguments else "")
        return other(arguments[1:]) if other else start(arguments)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已结束  Ended", flush=True)
        return 130 if arguments and arguments[0] in OTHERS else 0


OTHERS = {"test": test, "bundle": bundle, "scans": scans, "cluster": cluster}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
