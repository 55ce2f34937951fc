"""Names of entries: what no system may be asked to write is complained of."""

import pytest

from app.exchange.complaints import ComplaintKind as Kind
from app.exchange.complaints import Complaints
from app.exchange.entry_names import complain_of_name, complain_of_twins


def kinds(name: str) -> set[Kind]:
    complaints = Complaints()
    complain_of_name(name, complaints)
    return {complaint.kind for complaint in complaints}


@pytest.mark.parametrize("name", ["bag/bagit.txt", "bag/data/evidence/ab/" + "ab" * 32 + ".jpg", "bag/data/a_b-c.d"])
def test_plain_names_pass(name):
    assert kinds(name) == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("/bag/a", Kind.ABSOLUTE_PATH),
        ("\\\\server\\share", Kind.ABSOLUTE_PATH),
        ("bag/..", Kind.PARENT_PATH),
        ("..\\bag", Kind.PARENT_PATH),
        ("c:evil", Kind.DRIVE_LETTER),
        ("bag/c:/evil", Kind.DRIVE_LETTER),
        ("bag\\a", Kind.BACKSLASH),
        ("bag/CON", Kind.DEVICE_NAME),
        ("bag/aux.txt/b", Kind.DEVICE_NAME),
        ("bag/lpt9.", Kind.DEVICE_NAME),
        ("bag/nul .txt", Kind.NAME_MALFORMED),
        ("bag/a.", Kind.NAME_MALFORMED),
        ("bag/.hidden", Kind.NAME_MALFORMED),
        ("bag/a//b", Kind.NAME_MALFORMED),
        ("bag/a/", Kind.NAME_MALFORMED),
        ("bag/", Kind.NAME_MALFORMED),
        ("", Kind.NAME_MALFORMED),
        ("bag/" + "a" * 121, Kind.NAME_TOO_LONG),
    ],
)
def test_others_are_complained_of(name, kind):
    assert kind in kinds(name)


def test_names_that_are_one_file_somewhere_are_found():
    complaints = Complaints()
    complain_of_twins(["bag/a", "bag/b", "bag/A", "bag/b", "bag/é", "bag/e\u0301"], complaints)
    assert [(each.kind, each.entry, each.detail) for each in complaints] == [
        (Kind.NAME_TWICE_BY_CASE, "bag/A", "bag/a"),
        (Kind.NAME_TWICE, "bag/b", ""),
        (Kind.NAME_TWICE_BY_SPELLING, "bag/e\u0301", "bag/é"),
    ]


def test_what_is_shown_of_a_name_is_short_and_printable():
    complaints = Complaints()
    complaints.add(Kind.NAME_MALFORMED, "a\x1b[2J\n" + "b" * 500)
    [complaint] = complaints
    assert len(complaint.entry) == 160
    assert complaint.entry.startswith("a\N{REPLACEMENT CHARACTER}[")
    assert complaint.entry.isprintable()
