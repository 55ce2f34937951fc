"""Names with rare characters are drawn on the screen, on machines without other fonts too."""

import gzip
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from ui.rare_characters import FONT, draw_rare_characters, read_rare_font

DRAWN = """
from PySide6.QtWidgets import QApplication, QLabel
from ui.rare_characters import draw_rare_characters, read_rare_font
from ui.theme import load_fonts
app = QApplication([])
load_fonts(app)
labels = [QLabel(text) for text in "𠮷𠀋"]
def drawn():
    return [bytes(label.grab().toImage().constBits()) for label in labels]
before = drawn()
assert draw_rare_characters(read_rare_font())
after = drawn()
print(before[0] == after[0], after[0] == after[1])
"""


def test_what_was_an_empty_box_is_drawn_once_the_font_is_there():
    # In a process of its own: a substitution stays for all of a program.
    told = subprocess.run(
        [sys.executable, "-c", DRAWN], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    was_same, are_same = told.stdout.split()
    assert are_same == "False", "two characters look alike: both are boxes"
    assert was_same in ("True", "False")  # a system with fonts of its own may have drawn it before


def test_a_missing_or_broken_font_leaves_all_as_it_is(tmp_path, qapp):
    before = QFontDatabase.families()
    assert read_rare_font(tmp_path / "none.ttf.gz") == b""
    broken = tmp_path / "broken.ttf.gz"
    broken.write_bytes(FONT.read_bytes()[:1000])
    assert read_rare_font(broken) == b""
    broken.write_bytes(gzip.compress(b"no font"))
    assert not draw_rare_characters(read_rare_font(broken))
    assert not draw_rare_characters(b"")
    assert QFontDatabase.families() == before
