"""Turns the Markdown of a help page into the HTML that Qt's text browser shows, in the colours of the theme."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from ui.help.book import anchor_of
from ui.tokens import Gap, Tokens

PictureSize = Callable[[str], tuple[int, int]]
"""Width and height in logical px at which a picture (by its file name) is shown."""

_ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')
_PICTURE = re.compile(r"!\[([^]]*)]\(([^)]*)\)")
_LINK = re.compile(r"\[([^]]*)]\(([^)]*)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_KEY = re.compile(r"`([^`]+)`")
_NUMBERED = re.compile(r"\d+\. ")
LINE_HEIGHT = 118
KEYS_PLACE = "{keys}"
"""A line that stands for the table of the program's keys."""


class Markup:
    """Knows headings, paragraphs, lists, tables, notes (`> `), pictures, links, **strong** and `keys`."""

    def __init__(self, tokens: Tokens, picture_size: PictureSize, keys: Sequence[tuple[str, str]] = ()) -> None:
        self._tokens, self._picture_size, self._keys = tokens, picture_size, keys
        self._place, self._anchor = 0, ""

    def html(self, text: str) -> str:
        """The whole page."""
        self._place, self._anchor = 0, ""
        said = "\n".join(line for line in text.splitlines() if not line.startswith("<!--")).strip()
        blocks = [block.splitlines() for block in re.split(r"\n\s*\n", said) if block.strip()]
        return "<html><body>" + "".join(part for block in blocks for part in self._block(block)) + "</body></html>"

    def _block(self, lines: Sequence[str]) -> Iterator[str]:
        if anchor := _ANCHOR.fullmatch(lines[0].strip()):
            self._anchor = anchor.group(1)
            lines = lines[1:]
        if not lines:
            return
        first = lines[0]
        if first.startswith(("# ", "## ")):
            yield self._heading(first)
            if rest := lines[1:]:
                yield from self._block(rest)
        elif picture := _PICTURE.fullmatch(first):
            yield self._picture(picture.group(1), picture.group(2))
        elif first.startswith("> "):
            yield self._note(" ".join(line.removeprefix("> ") for line in lines))
        elif first.startswith("- "):
            yield self._list("ul", [line.removeprefix("- ") for line in lines])
        elif _NUMBERED.match(first):
            yield self._list("ol", [_NUMBERED.sub("", line, count=1) for line in lines])
        elif first.startswith("|"):
            yield self._table([_cells(line) for line in lines if not set(line) <= set("|-: ")])
        elif first == KEYS_PLACE:
            yield self._table([["按键", "做什么"], *([f"`{key}`", what] for key, what in self._keys)])
        else:
            yield self._paragraph("".join(lines))

    def _heading(self, line: str) -> str:
        level = 1 if line.startswith("# ") else 2
        anchor, self._anchor = self._anchor or anchor_of(self._place), ""
        self._place += 1
        size = self._tokens.type.item_title if level == 1 else self._tokens.type.section
        above = Gap.NONE if level == 1 else Gap.XL
        words = self._inline(line.lstrip("# "))
        style = f"font-size:{size}px; font-weight:700; margin-top:{above}px; margin-bottom:{Gap.S}px"
        return f'<p style="{style}"><a name="{anchor}">{words}</a></p>'

    def _paragraph(self, text: str) -> str:
        return f'<p style="{self._spaced()}">{self._inline(text)}</p>'

    def _list(self, tag: str, items: Sequence[str]) -> str:
        said = "".join(f'<li style="{self._spaced(Gap.XS)}">{self._inline(item)}</li>' for item in items)
        return f'<{tag} style="margin-top:{Gap.NONE}px; margin-bottom:{Gap.S}px">{said}</{tag}>'

    def _note(self, text: str) -> str:
        colour = self._tokens.colour
        is_warning = text.startswith("**注意")
        ground, edge = (colour.deduct_tint, colour.deduct_line) if is_warning else (colour.sunken, colour.line3)
        words = f'<p style="line-height:{LINE_HEIGHT}%; margin:{Gap.NONE}px">{self._inline(text)}</p>'
        return (
            f'<table width="100%" cellspacing="0" cellpadding="{Gap.M}" border="1" '
            f'style="border-color:{edge}; border-style:solid; border-collapse:collapse; '
            f'margin-top:{Gap.S}px; margin-bottom:{Gap.M}px"><tr><td bgcolor="{ground}">{words}</td></tr></table>'
        )

    def _table(self, rows: Sequence[Sequence[str]]) -> str:
        colour = self._tokens.colour
        said = []
        for at, cells in enumerate(rows):
            ground = f' bgcolor="{colour.sunken}"' if at == 0 else ""
            weight = "font-weight:700" if at == 0 else "font-weight:400"
            style = f"line-height:{LINE_HEIGHT}%; margin:{Gap.NONE}px; {weight}"
            said.append(
                f"<tr{ground}>"
                + "".join(f'<td><p style="{style}">{self._inline(cell)}</p></td>' for cell in cells)
                + "</tr>"
            )
        return (
            f'<table width="100%" cellspacing="0" cellpadding="{Gap.S}" border="1" '
            f'style="border-color:{colour.line3}; border-style:solid; border-collapse:collapse; '
            f'margin-top:{Gap.S}px; margin-bottom:{Gap.M}px">{"".join(said)}</table>'
        )

    def _picture(self, words: str, path: str) -> str:
        name = PurePosixPath(path).name
        width, height = self._picture_size(name)
        caption = f"font-size:{self._tokens.type.caption}px; color:{self._tokens.colour.ink3}"
        return (
            f'<p style="margin-top:{Gap.S}px; margin-bottom:{Gap.XS}px">'
            f'<img src="{html.escape(name)}" width="{width}" height="{height}"></p>'
            f'<p style="{caption}; margin-top:{Gap.NONE}px; margin-bottom:{Gap.L}px">{self._inline(words)}</p>'
        )

    def _inline(self, text: str) -> str:
        colour, key_size = self._tokens.colour, self._tokens.type.second
        said = html.escape(text, quote=False)
        said = _KEY.sub(
            lambda found: (
                f'<span style="background-color:{colour.hover}; font-weight:500; font-size:{key_size}px">'
                f"&nbsp;{found.group(1)}&nbsp;</span>"
            ),
            said,
        )
        said = _STRONG.sub(r'<span style="font-weight:700">\1</span>', said)
        return _LINK.sub(rf'<a href="\2" style="color:{colour.focus}">\1</a>', said)

    @staticmethod
    def _spaced(below: int = Gap.M) -> str:
        return f"line-height:{LINE_HEIGHT}%; margin-top:{Gap.NONE}px; margin-bottom:{below}px"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
