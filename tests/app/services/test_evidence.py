"""Evidence: added whole or not at all, sealed, counted, printed; bad files are told and harm nothing."""

import errno
import hashlib
import io
import os
import subprocess
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pytest
from PIL import Image

from app.domain.evidence import EVIDENCE, HEIC, JPEG, PDF, PNG, Evidence, evidence_in, evidence_of
from app.domain.inspection import Change
from app.errors import (
    EvidenceEmpty,
    EvidenceIsFolder,
    EvidenceIsShortcut,
    EvidenceKindUnknown,
    EvidenceLocked,
    EvidenceLost,
    EvidenceTooLarge,
    InspectionFrozen,
    PictureTooLarge,
    PictureUnreadable,
    SealedFileDamaged,
    SealedFileMissing,
    StoreFull,
)
from app.identity.derive import sealed_name
from app.progress import Cancelled, Step
from app.services import evidence as service
from app.services.annex import annex_of, numbers_by_code
from app.services.demo import fill_in, job_of_the_demonstration
from app.services.evidence import Pasted, add_evidence, opened_evidence, save_original, small_copy
from app.services.file_kinds import EXCEL, OFD, OLD_OFFICE, OPEN_DOCUMENT, SLIDES, WORD, kind_of
from app.services.inspections import answer, open_inspection, undo
from app.services.opened import OpenInspection
from app.services.pages import content_of
from app.services.reports import pages_to_show, report_pdf
from app.services.signing import sign_digitally
from app.services.workspace import Workspace, open_workspace
from app.store.rebuild import differences, rebuild_projections
from app.store.revisions import revisions

CODE, OTHER = "1.1", "1.2"
LEADER = "sign-2-1"
Photo = Callable[..., Path]


@pytest.fixture
def opened(demo: Workspace) -> OpenInspection:
    return fill_in(demo, job_of_the_demonstration("job"), "district")


@pytest.fixture
def photo(tmp_path: Path) -> Photo:
    """Makes a photo file; another colour is another photo."""

    def make(
        name: str = "IMG_0001.JPG",
        *,
        size: tuple[int, int] = (640, 480),
        colour: str = "red",
        taken: str = "2026:09:16 10:12:00",
        orientation: int = 1,
        kind: str = "JPEG",
    ) -> Path:
        folder = tmp_path / "DCIM"
        folder.mkdir(exist_ok=True)
        image = Image.new("RGB", size, colour)
        image.paste("blue", (0, 0, size[0] // 2, size[1] // 2))
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif.get_ifd(0x8769)[36867] = taken
        if kind == "HEIF":
            from pillow_heif import register_heif_opener

            register_heif_opener()
        image.save(folder / name, kind, exif=exif)
        return folder / name

    return make


def evidence_now(workspace: Workspace, opened: OpenInspection) -> tuple[Evidence, ...]:
    return evidence_in(open_inspection(workspace, opened.inspection.id).answers)


def leader_of(opened: OpenInspection) -> str:
    assert opened.inspection.leader_id is not None
    return opened.inspection.leader_id


def test_a_photo_is_linked_to_its_item_with_both_times_and_kept_byte_for_byte(
    demo: Workspace, opened: OpenInspection, photo: Photo, tmp_path: Path
):
    path = photo()
    came = add_evidence(demo, opened.inspection.id, CODE, [path])
    assert (len(came.added), came.known, came.refused, came.failure) == (1, (), (), None)
    [one] = evidence_now(demo, opened)
    assert came.added == (one,)
    assert (one.codes, one.name, one.mime) == ((CODE,), "IMG_0001.JPG", JPEG)
    assert one.taken_at == "2026-09-16T10:12:00"
    assert one.added_at.tzinfo is not None
    assert one.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert one.added_by == demo.person.name  # type: ignore[union-attr]
    with opened_evidence(demo, one.sha256) as file:
        assert file.read() == path.read_bytes()
    save_original(demo, one, tmp_path / "again.jpg")
    assert (tmp_path / "again.jpg").read_bytes() == path.read_bytes()


def test_nothing_of_a_photo_lies_in_clear_in_the_store(demo: Workspace, opened: OpenInspection, photo: Photo):
    add_evidence(demo, opened.inspection.id, CODE, [photo("支部名册照片.jpg"), photo("b.png", kind="PNG")])
    files = [path for path in demo.folder.rglob("*") if path.is_file()]
    assert sum(path.parent.name == "sealed" for path in files) == 2
    for path in files:
        data = path.read_bytes()
        for clear in (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\x89PNG", "支部名册照片".encode(), b"JFIF", b"IHDR"):
            assert clear not in data, path.name
        assert "jpg" not in path.name


def test_photos_meet_the_evidence_that_a_scheme_asks_for(demo: Workspace, opened: OpenInspection, photo: Photo):
    def lacking() -> set[str]:
        gaps = open_inspection(demo, opened.inspection.id).completeness
        return {code for gap in (*gaps.must, *gaps.look) if gap.kind == "evidence_missing" for code in gap.facts}

    answer(demo, open_inspection(demo, opened.inspection.id), Change("notes", "evidence", None))
    before = lacking()
    assert before
    code = min(before)
    add_evidence(demo, opened.inspection.id, code, [photo()])
    assert lacking() == before - {code}


def test_the_signed_report_prints_photos_and_its_record_names_them(
    demo: Workspace, opened: OpenInspection, photo: Photo, tmp_path: Path
):
    paths = [photo("1.jpg"), photo("2.heic", colour="green", kind="HEIF"), photo("3.png", kind="PNG", colour="black")]
    came = add_evidence(demo, opened.inspection.id, CODE, paths)
    assert {one.mime for one in came.added} == {JPEG, HEIC, PNG}
    now = open_inspection(demo, opened.inspection.id)
    captioned = evidence_of(now.answers, CODE)[0].linked(OTHER)
    answer(demo, now, captioned.change())
    before = pages_to_show(demo, opened.inspection.id)
    view = sign_digitally(demo, opened.inspection.id, LEADER, leader_of(opened), None)
    assert view.report is not None
    assert view.report.pages == before.pages
    path = tmp_path / "r.pdf"
    path.write_bytes(report_pdf(demo, opened.inspection.id))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout
    assert "附件" in text
    assert "现场照片" in text
    assert "照片1" in text
    assert "2026年9月16日10:12（拍摄）" in text
    pictures = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True).stdout
    assert pictures.count("image") >= 3
    [final] = [one.rev for one in revisions(demo.store, "inspection", opened.inspection.id) if one.rev.kind == "final"]
    links = final.body["answers"][EVIDENCE]  # type: ignore[index,call-overload]
    assert set(links) == {one.sha256 for one in came.added}
    assert evidence_now(demo, opened) == evidence_in({EVIDENCE: links})  # type: ignore[dict-item]
    assert differences(demo.store) == ()
    rebuild_projections(demo.store)
    assert evidence_now(demo, opened) == evidence_in({EVIDENCE: links})  # type: ignore[dict-item]


def test_after_signing_nothing_can_be_added_or_taken_away(demo: Workspace, opened: OpenInspection, photo: Photo):
    add_evidence(demo, opened.inspection.id, CODE, [photo()])
    sign_digitally(demo, opened.inspection.id, LEADER, leader_of(opened), None)
    came = add_evidence(demo, opened.inspection.id, CODE, [photo("b.jpg", colour="green")])
    assert isinstance(came.failure, InspectionFrozen)
    assert came.added == ()
    now = open_inspection(demo, opened.inspection.id)
    with pytest.raises(InspectionFrozen):
        answer(demo, now, Change(EVIDENCE, evidence_in(now.answers)[0].sha256, None))
    assert len(evidence_now(demo, opened)) == 1


def test_one_photo_serves_several_items_and_is_printed_once_with_all_codes(
    demo: Workspace, opened: OpenInspection, photo: Photo
):
    add_evidence(demo, opened.inspection.id, OTHER, [photo()])
    add_evidence(demo, opened.inspection.id, CODE, [photo(), photo("b.jpg", colour="green")])
    now = open_inspection(demo, opened.inspection.id)
    photos = annex_of(demo, now)
    assert sorted(one.codes for one in photos) == [(CODE,), (CODE, OTHER)]
    assert [one.number for one in photos] == [1, 2]
    assert set(numbers_by_code(photos)) == {CODE, OTHER}
    assert numbers_by_code(photos)[CODE] == "照片1、2"


def test_the_same_photo_twice_is_added_once(demo: Workspace, opened: OpenInspection, photo: Photo):
    path = photo()
    same = photo("copy.jpg")
    assert same.read_bytes() == path.read_bytes()
    came = add_evidence(demo, opened.inspection.id, CODE, [path, same, path])
    assert (len(came.added), len(came.known)) == (1, 2)
    assert len(evidence_now(demo, opened)) == 1
    assert sum(1 for _ in (demo.folder / "sealed").iterdir()) == 1


def test_taking_a_photo_away_and_undoing_it_brings_it_back(demo: Workspace, opened: OpenInspection, photo: Photo):
    add_evidence(demo, opened.inspection.id, CODE, [photo()])
    now = open_inspection(demo, opened.inspection.id)
    [one] = evidence_in(now.answers)
    without = answer(demo, now, one.without(CODE).change())
    assert evidence_in(without.answers) == ()
    assert evidence_in(undo(demo, without).answers) == (one,)
    assert evidence_now(demo, opened) == (one,)


def test_an_upright_copy_follows_the_camera_and_the_viewer(demo: Workspace, opened: OpenInspection, photo: Photo):
    came = add_evidence(demo, opened.inspection.id, CODE, [photo(size=(640, 480), orientation=6)])
    [one] = came.added
    with Image.open(io.BytesIO(came.small[one.sha256])) as image:
        assert image.width < image.height
    with Image.open(io.BytesIO(small_copy(demo, one.turned(90)))) as image:
        assert image.width > image.height
        assert image.format == "JPEG"


def office_file(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
        (office_file("[Content_Types].xml", "word/document.xml"), WORD),
        (office_file("xl/workbook.xml"), EXCEL),
        (office_file("ppt/presentation.xml"), SLIDES),
        (office_file("OFD.xml"), OFD),
        (office_file("mimetype", "content.xml"), OPEN_DOCUMENT),
        (b"\0\0\0\x18ftypheic\0\0\0\0", HEIC),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: str):
    assert kind_of(io.BytesIO(data)) == kind


@pytest.mark.parametrize("data", [b"MZ\x90\0", b"PK\x03\x04 cut", office_file("setup.exe"), b"\0\0\0\x18ftypmp42"])
def test_other_content_is_no_evidence_whatever_its_name(data: bytes):
    with pytest.raises(EvidenceKindUnknown):
        kind_of(io.BytesIO(data))


def test_files_are_listed_in_the_annex_not_shown(demo: Workspace, opened: OpenInspection, tmp_path: Path, photo: Photo):
    scan, sheet = tmp_path / "会议记录.pdf", tmp_path / "台账.xlsx"
    scan.write_bytes(b"%PDF-1.4\n%%EOF")
    sheet.write_bytes(office_file("xl/workbook.xml"))
    came = add_evidence(demo, opened.inspection.id, CODE, [scan, sheet])
    assert {one.mime for one in came.added} == {PDF, EXCEL}
    assert came.small == {}
    assert small_copy(demo, came.added[0]) == b""
    photos = annex_of(demo, open_inspection(demo, opened.inspection.id))
    assert [one.data for one in photos] == [b"", b""]
    assert {one.caption for one in photos} == {"会议记录.pdf（PDF文件）", "台账.xlsx（办公文档）"}
    assert numbers_by_code(photos) == {CODE: "附件1、2"}
    assert "（加入）" in photos[0].taken
    pages = pages_to_show(demo, opened.inspection.id)
    path = tmp_path / "r.pdf"
    path.write_bytes(pages.pdf)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout
    assert "PDF文件" in text


def a_pdf(pages: int, password: str = "") -> bytes:
    made, data = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        made.add_blank_page()
    made.save(data, encryption=pikepdf.Encryption(user=password, owner="owner") if password else False)
    return data.getvalue()


def test_a_file_in_the_annex_is_found_again_by_name_pages_and_digest(
    demo: Workspace, opened: OpenInspection, tmp_path: Path
):
    name = "会议😀记录" + "很长的名字" * 39 + ".pdf"
    came = add_evidence(demo, opened.inspection.id, CODE, [Pasted(name, a_pdf(12))])
    assert came.added[0].pages == 12
    assert came.added[0].name == name
    [photo] = annex_of(demo, open_inspection(demo, opened.inspection.id))
    assert photo.caption.startswith("会议□记录")
    assert photo.caption.endswith(".pdf（PDF文件，12页）")
    assert photo.digest == came.added[0].sha256
    path = tmp_path / "r.pdf"
    path.write_bytes(pages_to_show(demo, opened.inspection.id).pdf)
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
    assert "".join(text.split()).count("很长的名字") == 39


def test_both_clocks_are_printed_where_they_are_far_apart(demo: Workspace, opened: OpenInspection, photo: Photo):
    now = demo.clock().astimezone()
    near = photo("near.jpg", colour="green", taken=f"{now:%Y:%m:%d %H:%M:%S}")
    add_evidence(demo, opened.inspection.id, CODE, [near, photo("far.jpg", taken="2020:01:08 10:00:00")])
    far, close = annex_of(demo, open_inspection(demo, opened.inspection.id))
    assert far.taken == f"2020年1月8日10:00（拍摄）　{now.year}年{now.month}月{now.day}日（加入）"
    assert "加入" not in close.taken


def huge_png(width: int, height: int) -> bytes:
    """Only a head that says how large it is: a bomb is refused before its pixels are read."""
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


def test_bad_files_are_told_one_by_one_and_the_good_ones_are_added(
    demo: Workspace, opened: OpenInspection, photo: Photo, tmp_path: Path
):
    bad = {
        "不是照片.jpg": b"hello",
        "空.jpg": b"",
        "两亿像素.png": huge_png(20_000, 10_000),
        "一亿三千万.png": huge_png(13_000, 10_000),
        "截断.jpg": photo("cut.jpg", colour="white", size=(3000, 2000)).read_bytes()[:9_000],
        "花的.heic": b"\0\0\0\x18ftypheic" + bytes(64),
        "桌面快捷方式.lnk": b"L\0\0\0\x01\x14\x02\0" + bytes(60),
        "网址.jpg": b"[InternetShortcut]\r\nURL=https://example.org/a.jpg",
        "有口令.pdf": a_pdf(2, "口令"),
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in bad]
    gone = tmp_path / "拔掉了.jpg"
    came = add_evidence(demo, opened.inspection.id, CODE, [*paths, gone, tmp_path, photo("good.jpg")])
    assert {one.name: type(one.error) for one in came.refused} == {
        "不是照片.jpg": EvidenceKindUnknown,
        "空.jpg": EvidenceEmpty,
        "两亿像素.png": PictureTooLarge,
        "一亿三千万.png": PictureTooLarge,
        "截断.jpg": PictureUnreadable,
        "花的.heic": PictureUnreadable,
        "拔掉了.jpg": EvidenceLost,
        tmp_path.name: EvidenceIsFolder,
        "桌面快捷方式.lnk": EvidenceIsShortcut,
        "网址.jpg": EvidenceIsShortcut,
        "有口令.pdf": EvidenceLocked,
    }
    assert [one.name for one in came.added] == ["good.jpg"]
    assert [path.suffix for path in (demo.folder / "sealed").iterdir()] == [""]


def test_a_name_of_two_hundred_characters_with_odd_ones_is_kept(
    demo: Workspace, opened: OpenInspection, photo: Photo, tmp_path: Path
):
    name = "长" * 60 + "\u202egpj.exe" + "\udce9\n" + "名" * 140 + ".jpg"
    came = add_evidence(demo, opened.inspection.id, CODE, [Pasted(name, photo().read_bytes())])
    [one] = came.added
    assert len(one.name) <= 255
    assert "\n" not in one.name
    assert "\u202e" not in one.name
    assert evidence_now(demo, opened) == (one,)


class _Unplugged(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 2_000_000:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_a_phone_unplugged_in_the_middle_leaves_nothing_of_that_photo(
    demo: Workspace, opened: OpenInspection, photo: Photo, monkeypatch: pytest.MonkeyPatch
):
    path = photo()
    data = path.read_bytes() + bytes(3_000_000)
    monkeypatch.setattr(service, "_source", lambda source: nullcontext(_Unplugged(data)))
    came = add_evidence(demo, opened.inspection.id, CODE, [path])
    assert [type(one.error) for one in came.refused] == [EvidenceLost]
    assert evidence_now(demo, opened) == ()
    assert list((demo.folder / "sealed").iterdir()) == []


class _ClosesBadly(io.BytesIO):
    def __exit__(self, *_exc: object) -> None:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")


def test_a_phone_unplugged_at_the_very_end_counts_as_not_read(
    demo: Workspace, opened: OpenInspection, photo: Photo, monkeypatch: pytest.MonkeyPatch
):
    path = photo()
    monkeypatch.setattr(service, "_source", lambda source: _ClosesBadly(path.read_bytes()))
    came = add_evidence(demo, opened.inspection.id, CODE, [path])
    assert [type(one.error) for one in came.refused] == [EvidenceLost]


def test_a_file_beyond_the_limit_is_refused_while_it_is_read(
    demo: Workspace, opened: OpenInspection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "LARGEST", 1_000_000)
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-" + bytes(1_000_000))
    came = add_evidence(demo, opened.inspection.id, CODE, [path])
    assert [type(one.error) for one in came.refused] == [EvidenceTooLarge]
    assert list((demo.folder / "sealed").iterdir()) == []


def test_a_full_disk_ends_the_work_and_keeps_what_was_added(
    demo: Workspace, opened: OpenInspection, photo: Photo, monkeypatch: pytest.MonkeyPatch
):
    paths = [photo(f"{number}.jpg", colour=colour) for number, colour in enumerate(("red", "green", "white"))]
    real, calls = service.seal_stream, []

    def sealing(key: object, plain: BinaryIO, sealed: BinaryIO) -> None:
        calls.append(1)
        if len(calls) == 2:
            sealed.write(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(key, plain, sealed)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "seal_stream", sealing)
    came = add_evidence(demo, opened.inspection.id, CODE, paths)
    assert isinstance(came.failure, StoreFull)
    assert len(came.added) == 1
    assert len(evidence_now(demo, opened)) == 1
    assert sum(1 for _ in (demo.folder / "sealed").iterdir()) == 1


def test_stopping_leaves_whole_photos_only(demo: Workspace, opened: OpenInspection, photo: Photo):
    paths = [photo(f"{number}.jpg", size=(64, 48 + number)) for number in range(5)]
    told: list[Step] = []

    def stop_at_the_third(step: Step) -> None:
        told.append(step)
        if step.done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        add_evidence(demo, opened.inspection.id, CODE, paths, stop_at_the_third)
    assert [one.name for one in evidence_now(demo, opened)] == ["0.jpg", "1.jpg"]
    assert told[0] == Step("0.jpg", 0, 5)


def test_five_hundred_at_once_stay_within_little_memory(demo: Workspace, opened: OpenInspection, photo: Photo):
    base = photo(size=(1600, 1200)).read_bytes()
    sources = [Pasted(f"{number}.jpg", base + number.to_bytes(4, "big")) for number in range(500)]
    tracemalloc.start()
    came = add_evidence(demo, opened.inspection.id, CODE, sources)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(came.added) == 500
    assert peak < 40_000_000
    now = open_inspection(demo, opened.inspection.id)
    assert now.completeness is not None
    photos = annex_of(demo, now)
    assert sum(bool(one.data) for one in photos) == 60
    assert numbers_by_code(photos)[CODE] == "照片1～500"


def test_a_sealed_photo_that_is_gone_or_changed_is_told(demo: Workspace, opened: OpenInspection, photo: Photo):
    [one] = add_evidence(demo, opened.inspection.id, CODE, [photo()]).added
    [path] = (demo.folder / "sealed").iterdir()
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(SealedFileDamaged):
        small_copy(demo, one)
    path.unlink()
    with pytest.raises(SealedFileMissing):
        small_copy(demo, one)


def test_a_camera_without_a_clock_leaves_the_time_of_this_machine(
    demo: Workspace, opened: OpenInspection, photo: Photo
):
    [one] = add_evidence(demo, opened.inspection.id, CODE, [photo(taken="0000:00:00 00:00:00")]).added
    assert one.taken_at == ""
    assert datetime.fromisoformat(one.moment) == one.added_at.astimezone().replace(tzinfo=None, microsecond=0)


def test_what_a_crash_left_half_written_goes_at_the_next_start(demo: Workspace, opened: OpenInspection, photo: Photo):
    add_evidence(demo, opened.inspection.id, CODE, [photo()])
    folder = demo.folder
    (folder / "sealed" / ".0123456789abcdef.part").write_bytes(b"half")
    with demo.reopened():
        assert sum(1 for _ in (folder / "sealed").iterdir()) == 2
    demo.close()
    again = open_workspace(folder)
    assert sum(1 for _ in (folder / "sealed").iterdir()) == 1
    assert len(evidence_now(again, opened)) == 1
    again.close()


def test_a_picture_that_one_can_see_through_is_printed_on_white(demo: Workspace, opened: OpenInspection):
    data = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(data, "PNG")
    [one] = add_evidence(demo, opened.inspection.id, CODE, [Pasted("x.png", data.getvalue())]).added
    with Image.open(io.BytesIO(small_copy(demo, one))) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_bytes_of_another_file_under_the_name_are_not_taken_for_it(
    demo: Workspace, opened: OpenInspection, photo: Photo
):
    one, other = add_evidence(demo, opened.inspection.id, CODE, [photo(), photo("b.jpg", colour="green")]).added
    folder = demo.folder / "sealed"
    first, second = (folder / sealed_name(demo.key, each.sha256) for each in (one, other))
    first.write_bytes(second.read_bytes())
    with pytest.raises(SealedFileDamaged), opened_evidence(demo, one.sha256):
        pass


def test_evidence_of_a_bonus_and_a_veto_is_counted_and_printed_with_their_rows(
    demo: Workspace, opened: OpenInspection, photo: Photo
):
    scheme = opened.scheme
    bonus = next(iter(opened.answers["bonus"]))
    veto = scheme.vetoes[0].code
    before = open_inspection(demo, opened.inspection.id).completeness.bare
    assert bonus in before
    add_evidence(demo, opened.inspection.id, bonus, [photo()])
    add_evidence(demo, opened.inspection.id, veto, [photo("b.jpg", colour="green")])
    now = open_inspection(demo, opened.inspection.id)
    assert bonus not in now.completeness.bare
    content = content_of(demo, now, (), {}, rid="0" * 64)
    assert {one.codes for one in content.photos} == {(bonus,), (veto,)}
    [row] = [extra for extra in content.sheet.extras if f" {bonus}　" in extra.label]
    assert row.remark == "照片1"
    assert "（照片2）" in content.sheet.vetoes
