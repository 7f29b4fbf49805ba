"""Put fonts with Chinese glyphs where the browser and the picture maker find them.

The fonts (Noto Sans SC and Noto Serif SC, SIL Open Font License) come from the package
`pylopdf-fonts-zh-cn`, so that pages and pictures read well on a machine that has no Chinese font. A browser takes two
seconds for these 20 MB; so `python -m app.fonts` also cuts the common characters out of them, in a quarter of a minute,
once. Pages use those files where they are there, and the whole fonts for rare characters.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from html import escape
from importlib.util import find_spec
from pathlib import Path

from pipeline.unfinished import sweep, unfinished

ROOT = Path(__file__).resolve().parent.parent
SERVED = ROOT / "static"  # Streamlit serves this folder as app/static/
WORKSPACE = "COUNTY_INDICATORS_WORKSPACE"  # the folder that may be written to
FONT_PACKAGE = "pylopdf_fonts_zh_cn"

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def packaged_fonts() -> list[Path]:
    """Name the font files of the package, none where it is not installed."""
    spec = find_spec(FONT_PACKAGE)
    if spec is None or spec.origin is None:
        return []
    return sorted(Path(spec.origin).parent.glob("*.otf"))


def prepare(served: Path = SERVED) -> list[Path]:
    """Copy the fonts to the served folder where they are missing or of another size; give the copies."""
    copies = []
    for font in packaged_fonts():
        copy = served / font.name
        if not copy.exists() or copy.stat().st_size != font.stat().st_size:
            served.mkdir(parents=True, exist_ok=True)
            sweep(copy)
            made = unfinished(copy)
            shutil.copyfile(font, made)
            made.replace(copy)
        copies.append(copy)
    return copies


def prepare_beside() -> None:
    """Do what `python -m app.fonts` does, beside the program that starts, where it is still to be done.

    Until it is done, pages load the whole fonts. Where the folder cannot be written to, they take those of the system.
    """
    with suppress(OSError):
        if not all(common_of(whole).exists() for whole in prepare()):
            # The command is a fixed one.
            subprocess.Popen([sys.executable, "-m", __name__], cwd=ROOT)  # noqa: S603


def common_of(whole: Path) -> Path:
    """Name the file with the common characters of a font."""
    return whole.with_stem(whole.stem.replace("Regular", "Common"))


def cut(whole: Path) -> Path:
    """Write beside a font a file with its common characters only, unless it is there; give it."""
    common = common_of(whole)
    if common.exists() and common.stat().st_mtime >= whole.stat().st_mtime:
        return common
    from fontTools import subset  # only here: every start comes this way

    options = subset.Options(layout_features=["*"], hinting=False)
    font = subset.load_font(whole, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=common_characters())
    cutter.subset(font)
    made = unfinished(common)
    subset.save_font(font, made, options)
    made.replace(common)
    return common


def common_characters() -> set[int]:
    """Name the characters of GB 2312, of Latin script, punctuation and signs."""
    codes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    chinese = "".join(code.decode("gb2312", "ignore") for code in codes)
    signs = (*range(0x20, 0x250), *range(0x2000, 0x2800), *range(0x3000, 0x3040), *range(0xFF00, 0xFFF0))
    return {*map(ord, chinese), *signs}


def name_for_fontconfig() -> None:
    """Point FONTCONFIG_FILE to a file that names the packaged fonts; the system's stay available."""
    fonts = packaged_fonts()
    if not fonts:
        return
    settings = Path(os.environ.get(WORKSPACE) or ROOT / "workspace") / "fonts"
    settings.mkdir(parents=True, exist_ok=True)
    conf = settings / "fonts.conf"
    text = FONTS_CONF.format(fonts=escape(str(fonts[0].parent)), cache=escape(str(settings / "cache")))
    if not conf.exists() or conf.read_text(encoding="utf-8") != text:
        conf.write_text(text, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(conf)


def has_chinese_font() -> bool:
    """Tell whether pictures would show Chinese: from the package, or from the system."""
    if packaged_fonts() or sys.platform in ("win32", "darwin"):  # both systems come with one
        return True
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    # The command is a fixed one; it lists the fonts that cover Chinese.
    found = subprocess.run([lister, ":lang=zh"], capture_output=True, timeout=20, check=False)  # noqa: S603
    return bool(found.stdout.strip())


if __name__ == "__main__":
    for served_font in prepare():
        cut(served_font)
