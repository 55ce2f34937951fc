"""Rebuilds the fonts of this folder from the archives of npm and Debian, and checks every byte against SHA256SUMS.

    python resources/fonts/build_fonts.py DOWNLOADS            # build, then compare with SHA256SUMS
    python resources/fonts/build_fonts.py DOWNLOADS --write    # build and write SHA256SUMS anew

DOWNLOADS is a folder with (the script says which is missing and how to fetch it):
    npm pack @expo-google-fonts/noto-serif-sc@0.4.3 @expo-google-fonts/noto-sans-sc@0.4.3
    apt-get download fonts-lxgw-wenkai texlive-lang-chinese       (Debian 12)

What is done to a font: layout tables, hinting and glyph names go, no glyph goes; FandolFang's CFF outlines become TrueType
outlines (error at most half a unit of 1000); fonts whose licence reserves their name, or that were converted, get our name.
The fonts that only reports use are kept as .ttf.gz: six TrueType files would be 73 MB, this way it is 56 MB.
Needs fontTools (extra `dev`) and dpkg-deb.
"""

import argparse
import gzip
import hashlib
import io
import lzma
import subprocess
import sys
import tarfile
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent
SERIF_ARCHIVE = "expo-google-fonts-noto-serif-sc-0.4.3.tgz"
SANS_ARCHIVE = "expo-google-fonts-noto-sans-sc-0.4.3.tgz"
KAI_ARCHIVE = "fonts-lxgw-wenkai_1.250+repack-1_all.deb"
FANG_ARCHIVE = "texlive-lang-chinese_2022.20230122-1_all.deb"
ARCHIVES = {
    SERIF_ARCHIVE: "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
    SANS_ARCHIVE: "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    KAI_ARCHIVE: "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
    FANG_ARCHIVE: "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
}
KAI_MEMBER = "./usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
FANG_MEMBER = "./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
FANG_LICENCE = "./usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"
DROPPED = (
    "GSUB", "GPOS", "GDEF", "BASE", "STAT", "JSTF", "kern", "meta", "VORG", "vhea", "vmtx",
    "prep", "fpgm", "cvt ", "gasp", "hdmx", "LTSH", "VDMX", "DSIG",
)


def archive(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.exists():
        sys.exit(f"{name} is missing in {folder}; see the head of this script for how to fetch it")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != ARCHIVES[name]:
        sys.exit(f"{name} is not the archive this script was written for (SHA-256 differs)")
    return data


def from_tgz(data: bytes, member: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as tar:
        file = tar.extractfile(member)
        assert file is not None
        return file.read()


def from_deb(folder: Path, name: str, members: tuple[str, ...]) -> list[bytes]:
    archive(folder, name)
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(folder / name)], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as opened:
        return [opened.extractfile(member).read() for member in members]  # type: ignore[union-attr]


def bare(font: TTFont) -> TTFont:
    """The font without hinting, layout tables and glyph names; every glyph stays."""
    glyf = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyf[name]
        glyph.expand(glyf)
        if hasattr(glyph, "program"):
            glyph.removeHinting()
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    font["post"].formatType = 3.0
    return font


def renamed(font: TTFont, family: str, postscript: str, note: str) -> TTFont:
    """Every name record that carries the original's name is replaced; copyright and licence stay."""
    names = font["name"]
    names.names = [r for r in names.names if r.nameID in (0, 5, 13, 14) and r.platformID == 3 and r.langID == 0x409]
    for name_id, text in ((1, family), (2, "Regular"), (3, f"{postscript};1"), (4, family), (6, postscript), (10, note)):
        names.setName(text, name_id, 3, 1, 0x409)
    return font


def with_truetype_outlines(font: TTFont) -> TTFont:
    """Cubic outlines (CFF) as quadratic ones (glyf), at most half a unit away."""
    order = font.getGlyphOrder()
    glyph_set = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, 0.5, reverse_direction=True))
        glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    font["glyf"] = glyf
    font["loca"] = newTable("loca")
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    post = font["post"]
    post.formatType = 3.0
    post.extraNames, post.mapping = [], {}
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.recalcTimestamp = False
    font.save(out)
    return out.getvalue()


def squeezed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def loaded(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def built(folder: Path) -> dict[str, bytes]:
    """File name in this folder → its bytes."""
    serif, sans = archive(folder, SERIF_ARCHIVE), archive(folder, SANS_ARCHIVE)
    (kai,) = from_deb(folder, KAI_ARCHIVE, (KAI_MEMBER,))
    fang, fang_licence = from_deb(folder, FANG_ARCHIVE, (FANG_MEMBER, FANG_LICENCE))
    files: dict[str, bytes] = {}
    for weight, name in (("400Regular", "Regular"), ("500Medium", "Medium")):
        data = from_tgz(sans, f"package/{weight}/NotoSansSC_{weight}.ttf")
        files[f"NotoSansSC-{name}.ttf"] = saved(bare(loaded(data)))
    for weight, name in (("400Regular", "Regular"), ("900Black", "Black")):
        data = from_tgz(serif, f"package/{weight}/NotoSerifSC_{weight}.ttf")
        files[f"NotoSerifSC-{name}.ttf.gz"] = squeezed(saved(bare(loaded(data))))
    note = "Modified: layout tables, hinting and glyph names removed. Original: LXGW WenKai 1.250, github.com/lxgw/LxgwWenKai"
    files["WuyouKai-Regular.ttf.gz"] = squeezed(saved(renamed(bare(loaded(kai)), "Wuyou Kai", "WuyouKai-Regular", note)))
    note = "Modified: outlines converted to TrueType, layout tables removed. Original: FandolFang 0.3. GPL-3 with font exception"
    font = renamed(bare(with_truetype_outlines(loaded(fang))), "Wuyou Fang", "WuyouFang-Regular", note)
    files["WuyouFang-Regular.ttf.gz"] = squeezed(saved(font))
    files["source/FandolFang-Regular.otf.xz"] = lzma.compress(fang, preset=9 | lzma.PRESET_EXTREME)
    files["licences/OFL-NotoSansSC.txt"] = from_tgz(sans, "package/LICENSE_FONT")
    files["licences/OFL-NotoSerifSC.txt"] = from_tgz(serif, "package/LICENSE_FONT")
    body = files["licences/OFL-NotoSansSC.txt"].decode().partition("This Font Software is licensed")
    head = "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai), with Reserved Font Names '霞鹜' and 'LXGW'\n"
    head += "".join(f"{line.strip()}\n" for line in str(loaded(kai)["name"].getDebugName(0)).splitlines()[1:])
    head += "Wuyou Kai is a modified version: layout tables, hinting and glyph names were removed; it does not bear the name.\n\n"
    files["licences/OFL-WuyouKai.txt"] = (head + body[1] + body[2]).encode()
    head = (
        "Wuyou Fang is FandolFang 0.3 (Copyright (C) 2012-2013, the Fandol team: Clerk Ma & Jie Su) with its outlines\n"
        "converted to TrueType by resources/fonts/build_fonts.py on 2026-11-23; layout tables were removed, the font renamed.\n"
        "Its licence is the GNU General Public License version 3 with the font exception at the end of this text; the\n"
        "exception is extended to this version. The source is resources/fonts/source/FandolFang-Regular.otf.xz and that script.\n\n"
    )
    files["licences/GPL-3-WuyouFang.txt"] = head.encode() + gzip.decompress(fang_licence)
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description="Rebuild the fonts of this folder")
    parser.add_argument("downloads", type=Path)
    parser.add_argument("--write", action="store_true", help="write SHA256SUMS anew")
    arguments = parser.parse_args()
    files = built(arguments.downloads)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    kept = HERE / "SHA256SUMS"
    if not arguments.write and kept.read_text() != sums:
        sys.exit("the fonts built differ from SHA256SUMS; nothing was written\n" + sums)
    for name, data in files.items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    kept.write_text(sums)
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
