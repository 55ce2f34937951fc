"""Draws lines of text, rules and boxes on a page, as PDF operators; y runs downwards from the upper edge, in points."""

from collections.abc import Sequence
from itertools import pairwise

from app.reports.fonts import Sign
from app.reports.paragraph import Line

MM = 72 / 25.4
_TAKEN_FOR_A_SPACE = 0.095  # em: wider gaps are read as spaces by those who copy or search; the line then says its text
_MIDDLE = 0.38  # em above the baseline: the middle of a Hanzi's square

Stroke = tuple[tuple[float, float, float], ...]
"""Points of one stroke of a drawn signature: x and y from 0 to 1 within the signing area, y downwards, and the stroke's
width as a share of the area's height."""
AREA_RATIO = 2.0
"""Width of the signing area ÷ its height."""
_THINNEST, _THICKEST = 0.02, 0.046  # of the height of what was written


class Codes(dict[str, str]):
    """Character → four hexadecimal digits, its code in one face of one document, in the order of first use."""

    def __init__(self, face: str, name: str) -> None:
        self.face, self.name = face, name
        self.characters: list[str] = []

    def __missing__(self, character: str) -> str:
        self.characters.append(character)
        code = self[character] = f"{len(self.characters):04x}"
        return code


class Inks(dict[str, Codes]):
    """Face → its codes in one document."""

    def __missing__(self, face: str) -> Codes:
        codes = self[face] = Codes(face, f"/F{len(self) + 1}")
        return codes


class Pen:
    """Collects the operators of one page (or part of one) of a given height."""

    def __init__(self, inks: Inks, height: float) -> None:
        self._inks = inks
        self._height = height
        self.operators: list[str] = []

    def line(self, line: Line, x: float, top: float, room: float = 0.0, aligned: str = "") -> None:
        """Draw a set line in the strip of its pitch below `top`; within `room` it may be centred or set right."""
        if not line.units:
            return
        start = x + line.start
        if aligned == "centre":
            start = x + (room - line.width) / 2
        elif aligned == "right":
            start = x + room - line.width
        self.line_on(line, start, top + line.leading / 2 + _MIDDLE * line.size)

    def line_on(self, line: Line, x: float, baseline: float) -> None:
        """Draw a set line with its left end at x on a baseline."""
        size = line.size
        inks = self._inks
        out = [f"BT 1 0 0 1 {x:.2f} {self._height - baseline:.2f} Tm"]
        face, codes, hexes = "", Codes("", ""), [""]
        per_mille = -1000 / size
        for unit, space in zip(line.units, line.spaces, strict=False):
            if space:
                hexes.append(f">{space * per_mille:.0f}<")
            signs = unit.signs
            if len(signs) == 1:
                key = signs[0].face
                if key != face:
                    if face:
                        out.append(f"[<{''.join(hexes)}>]TJ")
                    face, codes, hexes = key, inks[key], []
                    out.append(f"{codes.name} {size:g} Tf")
                hexes.append(codes[unit.text])
                continue
            if unit.text[0] == "—":
                if face:
                    out.append(f"[<{''.join(hexes)}>]TJ")
                face, hexes = "", []
                out.append(self._long_dash(unit.text, signs, size))
                continue
            for number, (character, sign) in enumerate(zip(unit.text, signs, strict=True)):
                if sign.face != face:
                    if face:
                        out.append(f"[<{''.join(hexes)}>]TJ")
                    face, codes, hexes = sign.face, inks[sign.face], []
                    out.append(f"{codes.name} {size:g} Tf")
                hexes.append(codes[character])
                if number < len(unit.inner) and unit.inner[number]:
                    hexes.append(f">{unit.inner[number] * per_mille:.0f}<")
        if face:
            out.append(f"[<{''.join(hexes)}>]TJ")
        out.append("ET")
        if max(line.spaces) > _TAKEN_FOR_A_SPACE * size or any(unit.text == "　" for unit in line.units):
            text = "".join([unit.text for unit in line.units]).encode("utf-16-be").hex()
            out = [f"/Span<</ActualText<feff{text}>>>BDC", *out, "EMC"]
        self.operators.append(" ".join(out))

    def _long_dash(self, text: str, signs: Sequence[Sign], size: float) -> str:
        """A dash of several em as one line: the glyphs overlap a little and are stretched to whole ems together."""
        codes, sign = self._inks[signs[0].face], signs[0]
        overlap = sign.width - sign.ink + 0.016
        stretch = 100 * len(text) / (len(text) * (sign.width - overlap) + overlap)
        joined = f">{1000 * overlap:.0f}<".join(codes[character] for character in text)
        return f"{codes.name} {size:g} Tf {stretch:.2f} Tz [<{joined}>]TJ 100 Tz"

    def rule(self, x: float, y: float, to_x: float, to_y: float, width: float = 0.4, grey: float = 0.0) -> None:
        """A straight line; grey 0 is black, 1 is white."""
        height = self._height
        colour = f"{grey:g} G " if grey else ""
        back = " 0 G" if grey else ""
        self.operators.append(
            f"{colour}{width:g} w {x:.2f} {height - y:.2f} m {to_x:.2f} {height - to_y:.2f} l S{back}"
        )

    def dotted(self, x: float, y: float, to_x: float, width: float = 0.35) -> None:
        """A dotted horizontal line (0.6 on, 1.6 off)."""
        up = self._height - y
        self.operators.append(f"[0.6 1.6] 0 d {width:g} w {x:.2f} {up:.2f} m {to_x:.2f} {up:.2f} l S [] 0 d")

    def box(self, x: float, y: float, width: float, height: float, line: float = 0.4) -> None:
        """The outline of a rectangle whose upper left corner is at (x, y)."""
        self.operators.append(f"{line:g} w {x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re S")

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A filled rectangle; grey 0 is black, 1 is white."""
        self.operators.append(f"{grey:g} g {x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re f 0 g")

    def circle(self, x: float, y: float, radius: float, line: float = 0.7, grey: float = 0.62) -> None:
        """A dashed circle around (x, y): where a seal belongs."""
        y, k = self._height - y, radius * 0.5523
        self.operators.append(
            f"q {grey:g} G {line:g} w [1.6 1.8] 0 d {x + radius:.2f} {y:.2f} m "
            f"{x + radius:.2f} {y + k:.2f} {x + k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
            f"{x - k:.2f} {y + radius:.2f} {x - radius:.2f} {y + k:.2f} {x - radius:.2f} {y:.2f} c "
            f"{x - radius:.2f} {y - k:.2f} {x - k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
            f"{x + k:.2f} {y - radius:.2f} {x + radius:.2f} {y - k:.2f} {x + radius:.2f} {y:.2f} c S Q"
        )

    def tick(self, x: float, y: float, size: float) -> None:
        """A tick for a box of `size` whose upper left corner is at (x, y); no font has ☑."""
        up = self._height - y
        self.operators.append(
            f"1.3 w {x + 0.18 * size:.2f} {up - 0.5 * size:.2f} m {x + 0.42 * size:.2f} {up - 0.78 * size:.2f} l "
            f"{x + 0.86 * size:.2f} {up - 0.2 * size:.2f} l S"
        )

    def strokes(self, strokes: Sequence[Stroke], x: float, y: float, width: float, height: float) -> None:
        """A drawn signature fitted into a box, proportions kept, standing on its lower edge."""
        points = [point for stroke in strokes for point in stroke]
        if not points:
            return
        left, right = (edge(p[0] for p in points) * AREA_RATIO for edge in (min, max))
        top, bottom = min(p[1] for p in points), max(p[1] for p in points)
        scale = min(width / max(right - left, 0.05), height / max(bottom - top, 0.05))
        written = max(bottom - top, 0.05)
        out = ["q 1 J 1 j"]
        for stroke in strokes:
            places = [
                (
                    x + (px * AREA_RATIO - left) * scale,
                    self._height - (y + height - (bottom - py) * scale),
                    min(max(pw, _THINNEST * written), _THICKEST * written) * scale,
                )
                for px, py, pw in stroke
            ]
            if len(places) == 1:
                places = [places[0], (places[0][0] + 0.1, places[0][1], places[0][2])]
            for (ax, ay, aw), (bx, by, bw) in pairwise(places):
                out.append(f"{(aw + bw) / 2:.2f} w {ax:.2f} {ay:.2f} m {bx:.2f} {by:.2f} l S")
        out.append("Q")
        self.operators.append(" ".join(out))

    def modules(self, rows: Sequence[Sequence[int]], x: float, y: float, side: float) -> None:
        """A QR code: dark modules as black runs in a square of `side`, quiet zone included in `rows`."""
        module = side / len(rows)
        up = self._height - y
        out = []
        for number, row in enumerate(rows):
            start = None
            for at, dark in enumerate((*row, 0)):
                if dark and start is None:
                    start = at
                elif not dark and start is not None:
                    at_x, at_y, wide = x + start * module, up - (number + 1) * module, (at - start) * module
                    out.append(f"{at_x:.3f} {at_y:.3f} {wide:.3f} {module:.3f} re")
                    start = None
        self.operators.append(" ".join(out) + " f")

    def raw(self, operators: str) -> None:
        """Operators as they are: a change of coordinates, a page turned."""
        self.operators.append(operators)
