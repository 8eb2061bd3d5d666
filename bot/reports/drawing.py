"""Pencil and paper for the charts: inline SVG without script and style attributes, and scales of time.

Every chart is drawn twice, for a desk and for a telephone; the page shows one of them. Colours are those of Okabe and
Ito, which people with any colour vision tell apart, and none of them means anything that is not written beside it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape

INK, SOFT, LINE, PAPER = "#1a2230", "#4b5666", "#d3d8e0", "#ffffff"
BLUE, GREEN, ORANGE, RED, SKY, PURPLE = "#0072b2", "#00805c", "#e69f00", "#c44a00", "#56b4e9", "#a3527f"
#: A space at which no line ends.
NO_BREAK = "\u00a0"
#: Size of the letters, and the height of a line of them.
SIZE, ROW = 12, 18


@dataclass(frozen=True)
class Frame:
    """The room that a chart has."""

    #: Ends the ids of this drawing: one page holds several drawings of one chart.
    key: str
    width: int

    @property
    def narrow(self) -> bool:
        """On a telephone: labels stand above what they name."""
        return self.width < 500


#: A desk, or a sheet of paper; and a telephone.
FRAMES = (Frame("w", 760), Frame("n", 350))


@dataclass
class Canvas:
    """One drawing that grows downwards."""

    frame: Frame
    #: Names the drawing; begins its ids.
    name: str
    title: str
    #: Says in words what is to be seen.
    description: str
    height: float = 0
    _parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, bold: bool = False,
        size: int = SIZE,
    ) -> None:  # fmt: skip
        """Write words, y being their base line; names that may be Arabic are `isolated` first."""
        weight = ' font-weight="600"' if bold else ""
        self._parts.append(
            f'<text x="{n(x)}" y="{n(y)}" text-anchor="{anchor}" fill="{fill}" font-size="{size}"{weight}>'
            f"{escape(words)}</text>"
        )

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "none", dash: str = ""
    ) -> None:
        """Draw a rectangle."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="{fill}" '
            f'stroke="{stroke}"{dashed}/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<line x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}" stroke="{stroke}" '
            f'stroke-width="{n(width)}"{dashed}/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str = "none") -> None:
        """Draw a disc."""
        self._parts.append(
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'
        )

    def path(self, points: Iterable[tuple[float, float]], *, fill: str = "none", stroke: str = "none") -> None:
        """Draw a line, or an area, through points."""
        drawn = " L".join(f"{n(x)} {n(y)}" for x, y in points)
        self._parts.append(f'<path d="M{drawn}" fill="{fill}" stroke="{stroke}" stroke-width="2"/>')

    def cross(self, x: float, y: float, stroke: str) -> None:
        """Draw a small cross."""
        self.line(x - 4, y - 4, x + 4, y + 4, stroke, 2)
        self.line(x - 4, y + 4, x + 4, y - 4, stroke, 2)

    def put_under(self, behind: Canvas) -> None:
        """Put what another canvas holds behind everything drawn so far."""
        self._parts[:0] = behind._parts

    def svg(self) -> str:
        """Give the drawing."""
        id_ = f"{self.name}-{self.frame.key}"
        return (
            f'<svg class="chart {"narrow" if self.frame.narrow else "wide"}" role="img" direction="ltr" '
            f'aria-labelledby="{id_}-t {id_}-d" viewBox="0 0 {self.frame.width} {n(self.height)}">'
            f'<title id="{id_}-t">{escape(self.title)}</title><desc id="{id_}-d">{escape(self.description)}</desc>'
            + "".join(self._parts)
            + "</svg>"
        )


@dataclass(frozen=True)
class Scale:
    """Where a number of minutes stands on a line from `left` to `right`."""

    left: float
    right: float
    #: The minutes at the right end.
    most: float
    #: Minutes below which the line is even; 0 for a line that is even throughout. Beyond, each doubling takes the
    #: same room, so that minutes and weeks fit on one line.
    bend: float = 0

    def at(self, minutes: float) -> float:
        """Give the place of so many minutes, never beyond either end."""
        inside = min(max(minutes, 0), self.most)
        part = (
            inside / self.most if not self.bend else math.log1p(inside / self.bend) / math.log1p(self.most / self.bend)
        )
        return self.left + part * (self.right - self.left)

    def ticks(self, most: int) -> list[float]:
        """Give at most so many round numbers of minutes, 0 the first."""
        if self.bend:
            known = [one for one in _BENT if one <= self.most * 1.001]
            every = math.ceil(len(known) / most)
            return known[::every]
        step = next((one for one in _STEPS if self.most / one < most), _STEPS[-1])
        return [step * count for count in range(int(self.most // step) + 1)]


_STEPS: tuple[float, ...] = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10080, 43200, 129600)
_BENT: tuple[float, ...] = (0, 5, 15, 60, 240, 1440, 10080, 43200, 129600, 518400)


def axis(canvas: Canvas, scale: Scale, top: float, bottom: float) -> None:
    """Draw the lines of time behind what is on the canvas, and write their names below it."""
    behind, taken = Canvas(canvas.frame, "", "", ""), 0.0
    for minutes in scale.ticks(4 if canvas.frame.narrow else 8):
        x, name = scale.at(minutes), span(timedelta(minutes=minutes))
        behind.line(x, top, x, bottom)
        room = width_of(name, 11)
        left = min(max(x - room / 2, 0), canvas.frame.width - room)
        if left >= taken:
            behind.text(left, bottom + 14, name, fill=SOFT, size=11)
            taken = left + room + 6
    canvas.put_under(behind)


def span(length: timedelta) -> str:
    """Give a length of time for people: ``1 h 20 min``, ``3 d 4 h``, below a minute ``20 s``; it does not break."""
    seconds = int(length.total_seconds())
    if seconds < 0:
        return f"−{span(-length)}"
    if 0 < seconds < 60:
        return f"{seconds}{NO_BREAK}s"
    minutes = seconds // 60
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (0 if days else minutes, "min")]
    return NO_BREAK.join(f"{count}{NO_BREAK}{unit}" for count, unit in parts if count) or "0"


def n(number: float) -> str:
    """Write a coordinate: a tenth of a pixel is enough."""
    return f"{number:.1f}".removesuffix(".0")


def isolated(words: str) -> str:
    """Keep the writing direction of words from their neighbours."""
    return f"\u2068{words}\u2069" if any(unicodedata.bidirectional(one) in {"R", "AL"} for one in words) else words


def width_of(words: str, size: int = SIZE) -> float:
    """Guess how wide words are, a little on the safe side."""
    letters = (1.0 if unicodedata.east_asian_width(one) in "WF" else 0.56 for one in words)
    return sum(letters) * size


def fitted(words: str, room: float, size: int = SIZE) -> str:
    """Cut words so that they fit, with a sign that something was cut."""
    if width_of(words, size) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(words: Iterable[str], room: float, size: int = SIZE) -> list[str]:
    """Set pieces of text, which stay whole, into lines."""
    lines: list[str] = []
    for piece in words:
        if lines and width_of(f"{lines[-1]} · {piece}", size) <= room:
            lines[-1] += f" · {piece}"
        else:
            lines.append(piece)
    return lines


def for_each_frame(draw: Callable[[Frame], str]) -> str:
    """Draw for the desk and for the telephone."""
    return "".join(draw(frame) for frame in FRAMES)
