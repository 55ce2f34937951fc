"""A file that is no plain workbook is refused by what is wrong with it, before anything reads it."""

import zipfile

import pytest

from app.errors import (
    FileUnreadable,
    WorkbookDamaged,
    WorkbookNotExcel,
    WorkbookOldFormat,
    WorkbookPasswordProtected,
    WorkbookTooLarge,
)
from app.workbooks import container
from app.workbooks.container import require_workbook
from app.workbooks.units import plan_units

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ROWS = (["社区名称", "街道"], ["莲花社区", "清风街道"])


def rewritten(path, change):
    """The workbook with `change(name, bytes)` applied to every part; None leaves a part out."""
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return out


def test_a_missing_file_is_unreadable(tmp_path):
    with pytest.raises(FileUnreadable):
        require_workbook(tmp_path / "没有.xlsx")


@pytest.mark.parametrize("content", [b"", b"name,code\n", b"%PDF-1.7", b"PK"])
def test_other_files_are_no_workbook_whatever_their_name(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookNotExcel):
        require_workbook(path)


def test_an_xls_has_to_be_saved_anew(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + b"\0" * 600)
    with pytest.raises(WorkbookOldFormat):
        require_workbook(path)


def test_a_workbook_under_a_password_is_called_so(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 10)
    with pytest.raises(WorkbookPasswordProtected):
        require_workbook(path)


def test_an_xlsb_has_to_be_saved_anew(book):
    path = rewritten(book(*ROWS), lambda name, data: data)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.bin", b"")
    with pytest.raises(WorkbookOldFormat):
        require_workbook(path)


def test_a_word_document_is_no_workbook(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(WorkbookNotExcel):
        require_workbook(path)


def test_a_cut_workbook_is_damaged(book):
    path = book(*ROWS)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(WorkbookDamaged):
        plan_units(path, ())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_part_that_breaks_off_is_damaged(book, part):
    path = rewritten(book(*ROWS), lambda name, data: data[: len(data) // 2] if name == part else data)
    with pytest.raises(WorkbookDamaged):
        plan_units(path, ())


def test_a_missing_part_is_damaged(book):
    path = rewritten(book(*ROWS), lambda name, data: None if name == "xl/_rels/workbook.xml.rels" else data)
    with pytest.raises(WorkbookDamaged):
        plan_units(path, ())


def test_entities_are_not_expanded(book):
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    path = rewritten(book(*ROWS), lambda name, data: bomb if name.endswith("sheet1.xml") else data)
    with pytest.raises(WorkbookDamaged):
        plan_units(path, ())


def test_a_bomb_is_refused_before_it_is_unpacked(book):
    path = rewritten(book(*ROWS), lambda name, data: b" " * 20_000_000 if name.endswith("sheet1.xml") else data)
    with pytest.raises(WorkbookTooLarge):
        plan_units(path, ())


def test_a_book_of_too_many_parts_is_refused(book, monkeypatch):
    monkeypatch.setattr(container, "MAX_ENTRIES", 3)
    with pytest.raises(WorkbookTooLarge):
        require_workbook(book(*ROWS))


def test_damage_at_any_place_is_an_error_with_a_name(book):
    whole = book(*ROWS).read_bytes()
    path = book(*ROWS)
    known = (WorkbookDamaged, WorkbookNotExcel, WorkbookTooLarge, WorkbookPasswordProtected, WorkbookOldFormat)
    for place in range(0, len(whole), 37):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        try:
            plan_units(path, ())
        except known:
            continue
