"""How a tracker writes estimates: ``2-3h``, ``2–3 小时``, ``90 min``."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple
from studytrack.values import NUMBER, hours_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.terms import Effort
    from studytrack.values import Units

_WRITTEN = pattern(
    rf"(?P<about>[^\d]{{0,8}})(?P<low>{NUMBER})"
    rf"(?:(?P<between>[^\d\-–—~～至到]{{0,8}})(?P<dash> ?(?:[-–—~～至到]|to) ?)(?P<high>{NUMBER}))?"
    r"(?P<unit>[^\d]{0,12})"
)


class EffortStyle(NamedTuple):
    """A manner of writing estimates.

    Attributes:
        about: what stands before: ``约``.
        dash: what stands between the ends of a range.
        unit: what stands behind, blanks included; nothing where numbers stand alone.
        minutes: whether that counts minutes.
    """

    about: str = ""
    dash: str = "-"
    unit: str = "h"
    minutes: bool = False

    def write(self, effort: Effort, point: str = ".") -> str:
        """The estimate in this manner.

        >>> from studytrack.terms import Effort
        >>> EffortStyle(unit=" h").write(Effort(timedelta(hours=2), timedelta(hours=3)))
        '2-3 h'
        """
        low, high = (self._number(end).replace(".", point) for end in (effort.low, effort.high))
        numbers = low if low == high else f"{low}{self.dash}{high}"
        return f"{self.about}{numbers}{self.unit}"

    def _number(self, end: timedelta) -> str:
        return f"{end / timedelta(minutes=1):g}" if self.minutes else hours_text(end)


def style_of(text: str, units: Units) -> EffortStyle | None:
    """The manner of one estimate; None where a sample does not show it, as ``2h30m``."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or match["between"]:
        return None
    minutes = match["unit"].strip().lower() in {word.lower() for word in units.minute}
    return EffortStyle(match["about"], match["dash"] or "", match["unit"], minutes)


def usual_efforts(texts: Iterable[str], units: Units) -> EffortStyle:
    """The manner of most of these estimates; ``2-3h`` where none shows one."""
    styles = [style for text in texts if (style := style_of(text, units)) is not None]
    whole = Counter(style._replace(dash="") for style in styles)
    dashes = Counter(style.dash for style in styles if style.dash)
    usual = whole.most_common(1)[0][0] if whole else EffortStyle()
    return usual._replace(dash=dashes.most_common(1)[0][0] if dashes else "-")


def alike(text: str, usual: EffortStyle, units: Units) -> EffortStyle:
    """The manner of one estimate, and the usual one in what it does not show."""
    own = style_of(text, units)
    if own is None:
        return usual
    return own._replace(dash=own.dash or usual.dash)
