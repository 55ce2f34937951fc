"""Every part that is shipped comes with its licence."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_every_distribution_in_the_lock_has_a_licence_text(script):
    licences = script("licences")
    names = licences.locked()
    assert len(names) > 30
    for name in names:
        texts = licences.texts_of(name)
        assert texts, name
        assert all(text.is_file() and text.stat().st_size > 100 for text in texts if "AUTHORS" not in text.name), name


def test_a_part_without_one_stops_the_making(script, monkeypatch, tmp_path):
    licences = script("licences")
    monkeypatch.setattr(licences, "texts_of", lambda name: () if name == "segno" else (licences.KEPT / "LGPL-3.txt",))
    with pytest.raises(LookupError, match="segno"):
        licences.gather(tmp_path / "licences", ())


def test_they_are_gathered_in_one_folder(script, tmp_path):
    folder = tmp_path / "licences"
    assert script("licences").gather(folder, ()) > 60
    for place, words in {
        "wuyou-zicha.txt": "MIT License",
        "LGPL-3.txt": "GNU LESSER GENERAL PUBLIC LICENSE",
        "SQLCipher.txt": "Zetetic",
        "Apache-2.0.txt": "Apache License",
        "qt/qtpdf.txt": "PDFium|pdfium",
        "qt/icu.txt": "Unicode|ICU",
        "fonts/GPL-3-WuyouFang.txt": "GNU GENERAL PUBLIC LICENSE",
        "icons/LICENSE": "Lucide",
        "distributions/reportlab/LICENSE": "ReportLab",
        "distributions/pyHanko/LICENSE": "Matthias Valvekens",
        "distributions/pyinstaller/COPYING.txt": "Bootloader Exception",
        "README.md": "许可全文",
    }.items():
        assert re.search(words, (folder / place).read_text(encoding="utf-8", errors="replace")), place
    assert any((folder / "python").iterdir())
    assert not list(folder.glob("distributions/reportlab/DarkGarden*"))  # a font of others that does not go in
