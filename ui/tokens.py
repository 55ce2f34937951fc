"""Every colour, type size, height and gap of the window, for each contrast and text size."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Contrast(StrEnum):
    """Which set of colours is used."""

    LIGHT = "light"
    HIGH = "high"


class TextSize(StrEnum):
    """The three text sizes a person chooses from."""

    STANDARD = "standard"
    LARGE = "large"
    EXTRA = "extra"


class Gap:
    """Distances on the grid of four; they do not grow with the text."""

    NONE = 0
    HAIR = 2
    XS = 4
    S = 8
    M = 12
    L = 16
    CARD = 20
    XL = 24


class Colours(NamedTuple):
    """One contrast's colours as #RRGGBB; what each is for is in its name, ratios are held by a test."""

    canvas: str
    surface: str
    sunken: str
    rail: str
    hover: str
    selection: str
    ink: str
    ink2: str
    ink3: str
    line: str
    line2: str
    line3: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    tint: str
    deduct: str
    deduct_tint: str
    deduct_line: str
    ok: str
    ok_tint: str
    ok_line: str
    focus: str
    bar: str
    paper: str
    hit: str
    scroll: str
    scrim_percent: int


LIGHT = Colours(
    canvas="#F4F2EE",
    surface="#FFFFFF",
    sunken="#FAF8F5",
    rail="#FBFAF7",
    hover="#F1EEE8",
    selection="#F6EFEA",
    ink="#23201C",
    ink2="#59544C",
    ink3="#6F6A61",
    line="#E4E0D9",
    line2="#8A847A",
    line3="#CFCAC1",
    accent="#B3202A",
    accent_hover="#981821",
    accent_pressed="#7F121A",
    on_accent="#FFFFFF",
    tint="#FBEDEC",
    deduct="#8A4B00",
    deduct_tint="#FCF1DF",
    deduct_line="#E7CFA4",
    ok="#2C6B3F",
    ok_tint="#EAF3EB",
    ok_line="#BFD8C4",
    focus="#1B5EA8",
    bar="#4A453D",
    paper="#FFFEFA",
    hit="#FFE9A8",
    scroll="#B9B2A6",
    scrim_percent=42,
)

HIGH = Colours(
    canvas="#FFFFFF",
    surface="#FFFFFF",
    sunken="#FFFFFF",
    rail="#FFFFFF",
    hover="#EDEDED",
    selection="#FFF2B8",
    ink="#000000",
    ink2="#000000",
    ink3="#1A1A1A",
    line="#000000",
    line2="#000000",
    line3="#000000",
    accent="#8E0010",
    accent_hover="#6B000C",
    accent_pressed="#4A0008",
    on_accent="#FFFFFF",
    tint="#FFFFFF",
    deduct="#5A2D00",
    deduct_tint="#FFFFFF",
    deduct_line="#000000",
    ok="#00471B",
    ok_tint="#FFFFFF",
    ok_line="#000000",
    focus="#003A80",
    bar="#000000",
    paper="#FFFFFF",
    hit="#FFFFFF",
    scroll="#000000",
    scrim_percent=60,
)


class Type(NamedTuple):
    """Type sizes in logical px of one text size."""

    result: int
    marks: int
    page_title: int
    item_title: int
    section: int
    body: int
    second: int
    caption: int
    key: int


TYPE: Mapping[TextSize, Type] = {
    TextSize.STANDARD: Type(38, 28, 24, 20, 16, 15, 14, 13, 12),
    TextSize.LARGE: Type(46, 34, 29, 24, 19, 18, 17, 16, 14),
    TextSize.EXTRA: Type(51, 37, 32, 27, 21, 20, 19, 17, 16),
}

FACTOR: Mapping[TextSize, float] = {TextSize.STANDARD: 1.0, TextSize.LARGE: 1.2, TextSize.EXTRA: 4 / 3}


class Heights(NamedTuple):
    """Sizes in logical px that grow with the text, but for the rail, whose icon stays."""

    top_bar: int = 56
    page_bar: int = 52
    status: int = 32
    strip: int = 28
    button: int = 38
    main_button: int = 44
    input: int = 38
    stepper: int = 40
    tick: int = 22
    tick_row: int = 38
    glyph: int = 18
    icon: int = 20
    icon_button: int = 18
    icon_small: int = 16
    list_row: int = 38
    rule_row: int = 46
    table_head: int = 40
    table_row: int = 44
    todo_row: int = 58
    chip: int = 36
    tag: int = 24
    bar: int = 12
    bar_thin: int = 9
    logo: int = 32
    search: int = 380
    signature: int = 320
    signature_least: int = 160

    def grown(self, factor: float) -> "Heights":
        """The same heights for another text factor."""
        return Heights(*(round(height * factor) for height in self))


RAIL = {TextSize.STANDARD: (84, 62), TextSize.LARGE: (90, 64), TextSize.EXTRA: (96, 66)}


class Tokens(NamedTuple):
    """Everything that is drawn from, for one contrast and one text size."""

    contrast: Contrast
    text_size: TextSize
    colour: Colours
    type: Type
    height: Heights
    rail_width: int
    rail_entry: int
    factor: float
    rail_icon: int = 24
    hairline: int = 1
    edge: int = 3  # accent edge of what is selected
    ring: float = 2.4
    ring_gap: int = 2
    radius_key: int = 4
    radius: int = 6
    radius_card: int = 8
    radius_dialog: int = 10
    dialog_narrow: int = 480
    dialog: int = 620
    dialog_wide: int = 968
    pane_list: int = 280
    pane_totals: int = 260
    window_width: int = 1366
    window_height: int = 768
    window_least_width: int = 1280
    window_least_height: int = 680
    fold_width: int = 1240
    touch: int = 44

    @property
    def totals_fold(self) -> bool:
        """Whether panes of totals fold into the page bar whatever the width (large text)."""
        return self.text_size is not TextSize.STANDARD

    def names(self) -> dict[str, str]:
        """What an @name in the style sheet stands for."""
        h, hairline = self.height, self.hairline
        out = {name: str(colour) for name, colour in self.colour._asdict().items()}
        out |= {f"{name}_type": f"{size}px" for name, size in self.type._asdict().items()}
        out |= {f"{name}_height": f"{height}px" for name, height in h._asdict().items()}
        # Heights inside a border of one hairline, which is how a style sheet counts.
        out |= {
            f"{name}_inner": f"{getattr(h, name) - 2 * hairline}px"
            for name in ("button", "main_button", "input", "chip", "tag")
        }
        for name in ("hairline", "edge", "radius_key", "radius", "radius_card", "radius_dialog", "touch"):
            out[name] = f"{getattr(self, name)}px"
        out["chip_radius"] = f"{h.chip // 2}px"
        out["tick_radius"] = f"{round(self.radius_key * self.factor)}px"
        out["scroll_width"] = f"{Gap.M}px"
        out["scroll_radius"] = f"{Gap.XS}px"
        out["scroll_least"] = f"{self.touch}px"
        for name in ("hair", "xs", "s", "m", "l", "card", "xl"):
            out[f"gap_{name}"] = f"{getattr(Gap, name.upper())}px"
        return out


def tokens_for(contrast: Contrast, text_size: TextSize) -> Tokens:
    """The tokens of one contrast and text size."""
    rail_width, rail_entry = RAIL[text_size]
    factor = FACTOR[text_size]
    return Tokens(
        contrast=contrast,
        text_size=text_size,
        colour=HIGH if contrast is Contrast.HIGH else LIGHT,
        type=TYPE[text_size],
        height=Heights().grown(factor),
        rail_width=rail_width,
        rail_entry=rail_entry,
        factor=factor,
    )
