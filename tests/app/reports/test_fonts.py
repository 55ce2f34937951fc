"""Every character prints and is read back, or is named before anything is printed."""

import shutil
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.errors import CharactersWithoutFont
from app.paths import RESOURCES
from app.reports.document import Sheets
from app.reports.flow import Workbench
from app.reports.fonts import FontLibrary
from app.reports.paragraph import Style
from app.reports.report import render_report

RARE = "𠮷㛃䶮𬭎喆㎡①℃"
CHARACTERS = "".join(
    line.strip()
    for line in (Path(__file__).parent / "general_standard_characters.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


@pytest.mark.parametrize("voice", ["song", "title", "hei", "kai", "fang"])
def test_all_8105_general_standard_characters_print_and_come_back_in_order(
    voice: str, bench: Workbench, read: Callable
):
    assert len(set(CHARACTERS)) == 8105
    sheets = Sheets(bench.library)
    lines = bench.typesetter.lines(CHARACTERS + RARE, Style(voice, 9, 12.5), 442)
    for number, line in enumerate(lines):
        if number % 50 == 0:
            page = sheets.add()
        page.pen.line(line, page.left, page.top + number % 50 * 12.5)
    pdf = read(sheets.to_bytes("字表"))
    assert pdf.joined() == CHARACTERS + RARE
    assert {row[-5] for row in pdf.fonts()} == {"yes"}


def test_a_character_in_no_font_is_named_with_its_place_before_anything_is_drawn(content):
    item = content.sheet.dimensions[0].items[0]
    bad = replace(item, reason="会议记录由张\U0002ebf0同志保管\ue123。")
    dimension = replace(content.sheet.dimensions[0], items=(bad,))
    broken = replace(content, sheet=replace(content.sheet, dimensions=(dimension,)))
    with pytest.raises(CharactersWithoutFont) as caught:
        render_report(broken)
    assert caught.value.characters == ("\ue123", "\U0002ebf0")
    assert any("会议记录由张\U0002ebf0同志保管" in where for where in caught.value.where)


def test_the_words_for_a_missing_character_name_it_by_its_number():
    from ui.messages import message_for

    message = message_for(CharactersWithoutFont(("\U0002ebf0",), ("张\U0002ebf0同志",)))
    assert "U+2EBF0" in message.happened
    assert "张\U0002ebf0同志" in message.happened


def test_controls_and_variation_selectors_are_neither_drawn_nor_an_error(bench: Workbench, read: Callable):
    text = "葛\U000e0100洪\ufe0f\u200b山\x07庄\ufeff"
    bench.library.check([text])
    sheets = Sheets(bench.library)
    page = sheets.add()
    page.pen.line(bench.typesetter.lines(text, Style("song", 12, 16), 400)[0], page.left, page.top)
    assert read(sheets.to_bytes("t")).joined() == "葛洪山庄"


def _restricted_copy(target: Path, rights: int) -> None:
    data = bytearray((RESOURCES / "fonts" / "NotoSansSC-Medium.ttf").read_bytes())
    for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        tag, _sum, offset, _length = struct.unpack_from(">4sLLL", data, at)
        if tag == b"OS/2":
            struct.pack_into(">H", data, offset + 8, rights)
    target.write_bytes(data)


def test_the_user_s_own_title_font_is_preferred_only_when_it_may_be_embedded(tmp_path: Path):
    _restricted_copy(tmp_path / "FZXBSJW.TTF", 8)
    assert FontLibrary(RESOURCES / "fonts", (tmp_path,)).face("title").name == "FZXBSJW"
    _restricted_copy(tmp_path / "FZXBSJW.TTF", 2)
    assert FontLibrary(RESOURCES / "fonts", (tmp_path,)).face("title").name == "NotoSerifSC-Black"
    (tmp_path / "FZXBSJW.TTF").write_bytes(b"not a font")
    assert FontLibrary(RESOURCES / "fonts", (tmp_path,)).face("title").name == "NotoSerifSC-Black"


def test_a_large_font_of_the_system_helps_out(tmp_path: Path):
    rare = "\U0002ebf0"
    font = TTFont(RESOURCES / "fonts" / "NotoSansSC-Medium.ttf")
    glyph = font.getBestCmap()[ord("检")]
    for table in font["cmap"].tables:
        if table.format == 12:
            table.cmap[ord(rare)] = glyph
    font.save(tmp_path / "simsunb.ttf")
    (tmp_path / "HanaMinB.ttf").write_bytes(b"damaged")
    library = FontLibrary(RESOURCES / "fonts", (tmp_path,))
    library.check([rare])
    assert library.signs["fang"][rare].face == str(tmp_path / "simsunb.ttf")
    with pytest.raises(CharactersWithoutFont):
        FontLibrary(RESOURCES / "fonts").signs["fang"][rare]
    shutil.rmtree(tmp_path)


def test_quotation_marks_within_kai_are_drawn_from_song(bench: Workbench):
    signs = bench.library.signs["kai"]
    assert signs["“"].face == "song"
    assert signs["核"].face == "kai"
    assert signs["−"].face == "kai"
    assert bench.library.signs["fang"]["−"].face == "song"


def test_the_fonts_kept_are_those_of_the_checksums_and_together_below_60_megabytes():
    import hashlib

    folder = RESOURCES / "fonts"
    total = 0
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        data = (folder / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, name
        total += len(data)
    assert total < 60e6
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 60e6
