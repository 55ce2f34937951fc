"""The photos of a report: numbered, each once with all its items, and where the score sheet points to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from app.domain.evidence import PAPER_FORM, PDF, Evidence, evidence_in, in_item_order
from app.reports.content import Photo
from app.reports.photos import MOST_SHOWN
from app.services.opened import OpenInspection
from app.services.print_copies import print_copy
from app.services.workspace import Workspace

THREADS = 2
_COMMON = ((0x20, 0x7E), (0x3001, 0x303F), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E), (0x2014, 0x2026), (0xB7, 0xB7))
"""Latin, Chinese, and their punctuation."""


def annex_of(workspace: Workspace, opened: OpenInspection) -> tuple[Photo, ...]:
    """The evidence as the annex prints it: by item, then by time. Raises SealedFileMissing, SealedFileDamaged."""
    ordered = in_item_order(evidence_in(opened.answers), (code for code, _title in opened.evidence_places))
    shown = [one for one in ordered if one.is_picture][:MOST_SHOWN]
    with ThreadPoolExecutor(THREADS) as pool:  # Pillow decodes outside of Python's lock
        copies = pool.map(lambda one: print_copy(workspace, one), shown)
        data = {one.sha256: copy for one, copy in zip(shown, copies, strict=True)}
    return tuple(
        Photo(
            number=number,
            codes=one.codes,
            caption=_caption(one),
            taken=_moment(one),
            place=opened.unit.name,
            digest=one.sha256,
            taken_by=one.added_by,
            data=data.get(one.sha256, b""),
        )
        for number, one in enumerate(ordered, 1)
    )


def numbers_by_code(photos: Iterable[Photo]) -> Mapping[str, str]:
    """照片1～3、7 for each item that has any; 附件 where it has none to look at."""
    found: dict[str, list[Photo]] = defaultdict(list)
    for photo in photos:
        for code in photo.codes:
            found[code].append(photo)
    return {
        code: ("照片" if code != PAPER_FORM and any(one.data for one in here) else "附件")
        + _ranges([one.number for one in here])
        for code, here in found.items()
    }


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}～{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


def _moment(one: Evidence) -> str:
    added = one.added_at.astimezone()
    if one.taken_at:
        taken = datetime.fromisoformat(one.taken_at)
        said = f"{_day(taken)}{taken:%H:%M}（拍摄）"
        return said if one.clocks_apart is None else f"{said}　{_day(added)}（加入）"
    return f"{_day(added)}{added:%H:%M}（加入）"


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _caption(one: Evidence) -> str:
    """What it shows; of a file also its name, kind and number of pages, by which it is found again."""
    if one.is_picture:
        return one.caption
    kind = "PDF文件" if one.mime == PDF else "办公文档"
    pages = f"，{one.pages}页" if one.pages else ""
    return f"{one.caption}　{printable(one.name)}（{kind}{pages}）".lstrip("　")


def printable(name: str) -> str:
    """A file's name without the signs that no font has (emoji, scripts of elsewhere): they become □.

    A report is not held up by what a phone called a file; what people type themselves is checked and told.
    """
    return "".join(
        character if any(first <= ord(character) <= last for first, last in _COMMON) else "□" for character in name
    )
