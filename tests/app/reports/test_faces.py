"""A TrueType file read without a font library, and the subset that goes into a PDF."""

import io
import lzma
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.paths import RESOURCES
from app.reports.faces import read_face

FONTS = RESOURCES / "fonts"


@pytest.mark.parametrize("name", ["NotoSansSC-Medium.ttf", "WuyouKai-Regular.ttf.gz", "WuyouFang-Regular.ttf.gz"])
def test_a_subset_draws_the_same_outlines_at_the_same_widths(name: str):
    face = read_face(FONTS / name, "face")
    text = "检查报告示例，Z2026"
    glyphs = [0, *(face.characters[ord(c)] for c in text)]
    subset = TTFont(io.BytesIO(face.subset(glyphs)))
    import gzip

    data = (FONTS / name).read_bytes()
    whole = TTFont(io.BytesIO(gzip.decompress(data) if name.endswith("gz") else data))
    order, names = whole.getGlyphOrder(), subset.getGlyphOrder()
    for place, glyph in enumerate(glyphs):
        assert subset["hmtx"][names[place]] == whole["hmtx"][order[glyph]]
        ours = subset["glyf"][names[place]].getCoordinates(subset["glyf"])[0]
        assert list(ours) == list(whole["glyf"][order[glyph]].getCoordinates(whole["glyf"])[0])


def test_parts_of_a_composite_glyph_come_along():
    face = read_face(FONTS / "WuyouKai-Regular.ttf.gz", "kai")
    composites = [
        c
        for c, glyph in face.characters.items()
        if face.outlines[face.offsets[glyph] : face.offsets[glyph] + 1] == b"\xff"
    ]
    assert composites
    glyphs = [0, face.characters[composites[0]]]
    subset = TTFont(io.BytesIO(face.subset(glyphs)))
    assert subset["maxp"].numGlyphs > len(glyphs)
    assert subset["glyf"][subset.getGlyphOrder()[1]].getCoordinates(subset["glyf"])[0]


def test_a_font_without_truetype_outlines_is_refused(tmp_path: Path):
    path = tmp_path / "f.otf"
    path.write_bytes(lzma.decompress((FONTS / "source" / "FandolFang-Regular.otf.xz").read_bytes()))
    with pytest.raises(ValueError, match="fang"):
        read_face(path, "fang")


def test_a_damaged_font_is_refused_and_not_half_read(tmp_path: Path):
    path = tmp_path / "f.ttf"
    path.write_bytes((FONTS / "NotoSansSC-Medium.ttf").read_bytes()[:300])
    with pytest.raises(ValueError, match="hei"):
        read_face(path, "hei")
