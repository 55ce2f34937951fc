"""The annex of photos."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
from PIL import Image

from app.reports.content import Photo, ReportContent
from app.reports.report import render_report


def _photo(number: int, size: tuple[int, int] = (64, 48)) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", size, (90, 30 + number % 200, 60)).save(out, "JPEG")
    return Photo(
        number,
        ("1.1", "1.3"),
        f"第{number}张照片",
        "2026年9月16日10:12（拍摄）",
        "示例社区活动室",
        "169b5b823c62" * 5,
        "检查员乙",
        out.getvalue(),
    )


def test_six_photos_a_page_with_item_time_place_and_digest(content: ReportContent, read: Callable):
    report = render_report(replace(content, photos=tuple(_photo(n) for n in range(1, 8))))
    assert report.pages == 12
    pdf = read(report.pdf)
    said = pdf.joined(11)
    for text in ("现场照片", "照片11.1、1.3第1张照片", "SHA-256169b5b823c62", "检查员乙", "示例社区活动室"):
        assert text in said.replace("　", "")
    assert "现场照片（续）" in pdf.joined(12)
    assert "No syntax" in pdf.check()


def test_pictures_are_fitted_never_stretched(content: ReportContent, read: Callable):
    report = render_report(replace(content, photos=(_photo(1, (40, 80)), _photo(2, (300, 20)))))
    with pikepdf.open(read(report.pdf).path) as opened:
        code = opened.pages[-1].Contents.read_bytes().decode("latin-1")
    sizes = [line.split()[:4] for line in code.splitlines() if line.endswith(" cm") and " 0 0 " in line]
    ratios = {round(float(width) / float(height), 2) for width, _b, _c, height in sizes if float(height) > 1}
    assert {0.5, 15.0} <= ratios


def test_beyond_sixty_the_rest_is_listed(content: ReportContent, read: Callable):
    report = render_report(replace(content, photos=tuple(_photo(n) for n in range(1, 63))))
    said = read(report.pdf).joined(report.pages)
    assert "佐证材料清单" in read(report.pdf).joined()
    assert "62" in said
