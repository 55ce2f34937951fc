"""What the self-check finds when something is really broken."""

import shutil
from pathlib import Path

import pytest

from app.errors import InspectionUnknown
from app.paths import RESOURCES
from app.services.demo import do_main_job
from app.services.issued import inspection_of
from app.services.self_check import WINDOW_FONTS, broken_fonts, free_bytes, signing_works
from app.services.workspace import Workspace
from app.store import reports as report_table

FONTS = RESOURCES / "fonts"


def test_every_font_of_the_program_is_there():
    assert broken_fonts() == ()


def test_fonts_that_are_missing_or_cut_are_named(tmp_path: Path):
    for path in FONTS.glob("Noto*"):
        shutil.copy(path, tmp_path)
    (tmp_path / WINDOW_FONTS[1]).write_bytes((FONTS / WINDOW_FONTS[1]).read_bytes()[:5000])
    shutil.copy(FONTS / "WuyouFang-Regular.ttf.gz", tmp_path)
    cut = (FONTS / "WuyouKai-Regular.ttf.gz").read_bytes()[:5000]
    (tmp_path / "WuyouKai-Regular.ttf.gz").write_bytes(cut)
    assert broken_fonts(tmp_path) == (WINDOW_FONTS[1], "hei", "kai")


def test_a_trial_signature_verifies():
    assert signing_works()


def test_room_is_told_of_a_folder_that_is_not_there_yet(tmp_path: Path):
    assert free_bytes(tmp_path / "not" / "yet") > 0


def test_a_report_number_leads_to_its_inspection(demo: Workspace):
    wanted = do_main_job(demo).opened.inspection.id
    [row] = report_table.reports(demo.store)
    assert inspection_of(demo, f" {row.report.number} ") == inspection_of(demo, wanted) == wanted
    with pytest.raises(InspectionUnknown):
        inspection_of(demo, "")
