"""Find the lines of text in a picture and read their characters, each with how sure that is.

The models are those that the package rapidocr brings in its wheel (PP-OCRv6, Apache-2.0); nothing is fetched. Its own
reader of lines says how sure a line is, but not what else a character could be, nor where a faint point was passed over;
so the model of characters is run here.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # shades of grey, rows from the top
Points = NDArray[np.float32]  # four corners of a box: top left, top right, bottom right, bottom left
_NEEDED = ("rapidocr", "onnxruntime", "cv2")
_FINDER, _READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48  # pixels of a line that the model of characters reads
_LEARNED, _WIDEST = (
    320,
    3200,
)  # pixels of a line so high: the model learned by none narrower; more would be no line of text
# Signs that are printed alike and say the same of a figure; what else they may be there is the stroke of 一
_KIN = {**dict.fromkeys("-－–—", "-－–—一"), **dict.fromkeys("%％", "%％"), **dict.fromkeys("~～", "~～")}
_SEARCHED = (1280, 2560)  # pixels of the longer side in which lines are searched: at least, at most
_MOST_SEARCHED = 3_200_000  # pixels in which they are searched: the model takes 200 bytes for each
_SHARE = 0.6  # of a scan's own size at which lines are searched


@dataclass(frozen=True, slots=True)
class Sign:
    """Be one character as it was read.

    `place` is the middle of it, a share of the line's width. `sure` is how likely it is what it was read as, `hidden` how
    likely another one is that was passed over between it and the one before.
    """

    text: str
    place: float
    sure: float
    hidden: float


def is_installed() -> bool:
    """Say whether the packages that read scans are there: those of requirements-scans.txt."""
    return all(find_spec(name) is not None for name in _NEEDED)


def boxes_in(picture: Pixels) -> list[Points]:
    """Return the boxes of lines, or of words that stand apart, in no order of reading."""
    import cv2

    height, width = picture.shape
    longer = max(height, width)
    share = min(max(longer * _SHARE, _SEARCHED[0]), _SEARCHED[1], longer * 2) / longer
    share = min(share, math.sqrt(_MOST_SEARCHED / (width * height)))
    size = (max(32, round(width * share)), max(32, round(height * share)))
    searched = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    found = _finder()(cv2.cvtColor(searched, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return []
    scale = np.array([width / size[0], height / size[1]], np.float32)
    return [np.asarray(box, np.float32) * scale for box in found.boxes]


def signs_in(line: Pixels) -> list[Sign]:
    """Return the characters of one line, from the left."""
    import cv2

    height, width = line.shape
    wide = int(min(max(round(_HEIGHT * width / height), 16), _WIDEST))
    fitted = cv2.resize(
        line, (wide, _HEIGHT), interpolation=cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    )
    session, alphabet = _reader()
    ink = np.pad(fitted.astype(np.float32) / 127.5 - 1, ((0, 0), (0, max(0, _LEARNED - wide))))
    shades = np.repeat(ink[None, None], 3, axis=1)
    likely = session.run(None, {session.get_inputs()[0].name: shades})[0][0]
    return _spelled(likely, alphabet, wide / ink.shape[1])


def _spelled(likely: NDArray[np.float32], alphabet: list[str], share: float = 1.0) -> list[Sign]:
    """Return what the likelihoods say: a row a step to the right, a column a character, the first for none.

    `share` is that of the steps in which the line itself stands; behind it there is nothing.
    """
    best = likely.argmax(axis=1)
    ends = [*(np.flatnonzero(best[1:] != best[:-1]) + 1), len(best)]
    signs: list[Sign] = []
    start, before, passed = 0, 0, 0  # the step, the character before, where that ended
    for end in map(int, ends):
        read = int(best[start])
        if read:
            peak = start + int(likely[start:end, read].argmax())
            hidden = _hidden(likely[passed:start], {0, before, read})
            place = min(1.0, (start + end) / 2 / len(best) / share)
            signs.append(Sign(alphabet[read], place, float(likely[peak, _kin(read)].sum()), hidden))
            before, passed = read, end
        start = end
    return signs


@cache
def _kin(column: int) -> list[int]:
    """Return the columns of the signs that are one with that of a column."""
    alphabet = _reader()[1]
    return [alphabet.index(sign) for sign in _KIN.get(alphabet[column], "")] or [column]


def _hidden(passed: NDArray[np.float32], known: set[int]) -> float:
    """Return how likely another character than those known is at any of the steps that were passed over."""
    if not len(passed):
        return 0.0
    others = passed.copy()
    others[:, list(known)] = 0
    return float(others.max())


def _threads() -> int:
    """Return how many cores to use: half of them, so that the machine stays usable."""
    return max(1, min(4, (os.cpu_count() or 2) // 2))


def _models() -> Path:
    import rapidocr

    return Path(rapidocr.__file__).parent / "models"


@cache
def _finder() -> Any:
    """Return what finds lines. Every model is named by its path: one that is not named may be fetched."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(_threads())
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.use_rec": False,
            "Global.max_side_len": 4096,
            "EngineConfig.onnxruntime.intra_op_num_threads": _threads(),
            "Det.model_path": str(_models() / _FINDER),
            "Det.limit_type": "max",
            "Det.limit_side_len": 4096,
            "Rec.model_path": str(_models() / _READER),
        }
    )
    # the package knows no setting for it: a session that keeps memory holds 400 MB more
    engine._load_det_model().session.session = _session(_FINDER)  # noqa: SLF001
    return engine


@cache
def _reader() -> tuple[Any, list[str]]:
    """Return what reads the characters of a line, and its alphabet, in which the first stands for none."""
    session = _session(_READER)
    said = session.get_modelmeta().custom_metadata_map["character"]
    return session, ["", *said.splitlines(), " "]


def _session(model: str) -> Any:
    """Return what runs a model, and keeps no memory for the next picture, which is of another size."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(str(_models() / model), options, providers=["CPUExecutionProvider"])
