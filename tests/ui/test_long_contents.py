"""Names of sixty letters, items of five hundred, files of two hundred: nothing is cut without its whole said."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.campaign import Campaign
from app.domain.inspection import Change, Inspector
from app.services.evidence import Pasted, add_evidence
from app.services.inspections import NewInspection, answer, open_inspection, start_inspection
from app.services.people import add_person
from app.services.schemes import published
from app.services.workspace import Workspace
from app.store import campaigns as campaign_table
from app.store import schemes as scheme_table
from app.store import units as unit_table
from tests.ui.clipping import clipped_labels, sticking_out, too_small_to_press, unnamed_controls
from tests.ui.pages.inspection.schemes import LONG, RULES, item, scheme
from ui.dialogs.signing_dialog import SigningDialog
from ui.pictures import sample_photos, settle
from ui.theme import Theme
from ui.tokens import Contrast, TextSize
from ui.widgets.labels import ElidingLabel
from ui.workroom import HOME, SETTINGS, UNITS, Workroom

UNIT_NAME = "示例市桂园街道桂花树下新村东区第一二三四联合社区居民委员会" * 2
PERSON = "买买提江阿卜杜热合曼古丽努尔伊力哈木江汗"
SENTENCE = (LONG * 2)[:500]
FILE = "社区党组织联席会议现场照片" + "0123456789" * 17 + "原件.png"


@pytest.fixture
def long(workspace: Workspace) -> str:
    """The id of an inspection in which everything is as long as it may be."""
    rules = [{**RULES[place], "text": SENTENCE} for place in (0, 1, 11)]
    items = [item("1.1", rules, title=SENTENCE, standard=SENTENCE), item("1.2", [RULES[0]])]
    made = published(scheme(items))
    store = workspace.store
    scheme_table.put_scheme(store, made.hash, made.canonical, "issued")
    campaign_table.put_campaign(store, Campaign("c-long", "CH", SENTENCE[:60], made.hash))
    community = next(unit for unit in unit_table.all_units(store) if unit.kind == "community")
    unit_table.put_units(store, [replace(community, name=UNIT_NAME[:60])])
    colleague = add_person(workspace, PERSON, PERSON, UNIT_NAME[:60], "leader")
    own = workspace.person
    assert own is not None
    team = tuple(Inspector(one.id, one.name, one.post, one.office) for one in (own, colleague))
    new = NewInspection(community.id, "district", team, colleague.id, workspace.today(), campaign_id="c-long")
    begun = start_inspection(workspace, new)
    add_evidence(workspace, begun.id, "1.1", [Pasted(FILE, sample_photos()[0].data)])
    opened = open_inspection(workspace, begun.id)
    given = {"facts": {"r1": True, "r2": {"n": 1}}, "reason": SENTENCE}
    held = {**(opened.answers["items"].get("1.1") or {}), **given}
    answer(workspace, opened, Change("items", "1.1", held))
    return begun.id


@pytest.fixture
def at(long: str, room: Workroom) -> Callable[[], Iterator[tuple[str, QWidget]]]:
    """Goes from place to place."""

    def places() -> Iterator[tuple[str, QWidget]]:
        window = room.window
        for name, go in (
            ("工作台", lambda: window.show_page(HOME)),
            ("检查", lambda: room.inspections.show_list("")),
            ("检查页", lambda: room.inspections.show_form(long, "1.1")),
            ("核对", lambda: room.inspections.show_review(long)),
            ("单位", lambda: window.show_page(UNITS)),
            ("设置", lambda: window.show_page(SETTINGS)),
        ):
            go()
            settle(room.tasks)
            yield name, window
        opened = open_inspection(room.workspace, long)
        answer(room.workspace, opened, Change("items", "1.2", {"facts": {"r1": True}, "reason": SENTENCE}))
        room.inspections.show_review(long)
        settle(room.tasks)
        yield "查完的核对", window
        dialog = SigningDialog(room.workspace, room.tasks, long, parent=window)
        dialog.show()
        settle(room.tasks)
        assert dialog.signer is not None
        yield "签字", dialog
        dialog.done(0)

    return places


def untold(widget: QWidget) -> list[str]:
    """Lines shortened to a few words that tell the whole nowhere."""
    return [
        label.text()
        for label in widget.findChildren(ElidingLabel)
        if label.isVisible()
        and label.fontMetrics().horizontalAdvance(label.text()) > label.width()
        and not label.toolTip()
    ]


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.EXTRA])
def test_long_contents_are_not_cut_on_any_page(
    at: Callable[[], Iterator[tuple[str, QWidget]]], theme: Theme, size: TextSize
) -> None:
    theme.wear(Contrast.LIGHT, size)
    found = []
    for name, widget in at():
        complaints = [*clipped_labels(widget), *too_small_to_press(widget), *unnamed_controls(widget)]
        complaints += [*sticking_out(widget), *untold(widget)]
        found += [f"{name}: {one[:120]}" for one in complaints]
    assert found == []
