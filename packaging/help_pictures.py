"""Remakes the pictures of help from the window itself, on the practice district: `help_pictures.py`.

Two pixels for each logical px, so that they are sharp on fine screens; few colours, so that they stay small.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_SCALE_FACTOR"] = "2"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image  # noqa: E402 - Qt reads its surroundings when it is first imported
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QRectF, Qt  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap  # noqa: E402
from PySide6.QtWidgets import QPushButton, QWidget  # noqa: E402

from ui.dialogs.base import Dialog  # noqa: E402
from ui.dialogs.plan_dialog import PlanDialog  # noqa: E402
from ui.help.book import PICTURES_FOLDER  # noqa: E402
from ui.pages.backups_card import BackupsCard  # noqa: E402
from ui.pages.inspection.page import InspectionPage  # noqa: E402
from ui.pages.people_card import PeopleCard  # noqa: E402
from ui.pages.report_side import ReportSide  # noqa: E402
from ui.pages.review_page import ReviewPage  # noqa: E402
from ui.pages.settings_parts import LookCard  # noqa: E402
from ui.pages.units_page import UnitsPage  # noqa: E402
from ui.theme import current_theme, load_fonts, running_app  # noqa: E402

COLOURS = 96
RING = 3
BELOW_REASON = 168
"""Logical px of the evidence under the reason of an item."""
Shot = Callable[[QWidget], QPixmap]
Seen = TypeVar("Seen", bound=QWidget)


def part(widget: QWidget, rect: QRect | None = None, rings: Sequence[QWidget] = ()) -> QPixmap:
    """A part of a widget on white ground, with rings around what is to be pressed."""
    grabbed = widget.grab(rect or widget.rect())
    picture = QPixmap(grabbed.size())
    picture.setDevicePixelRatio(grabbed.devicePixelRatio())
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(0, 0, grabbed)
    painter.setPen(QPen(current_theme().colour("line3"), 1))
    painter.drawRect(QRectF(QRect(QPoint(), (rect or widget.rect()).size())).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setPen(QPen(current_theme().colour("accent"), RING))
    start = (rect or widget.rect()).topLeft()
    for ringed in rings:
        place = QRectF(QRect(ringed.mapTo(widget, QPoint()) - start, ringed.size())).adjusted(-4, -4, 4, 4)
        painter.drawRoundedRect(place, 8, 8)
    painter.end()
    return picture


def guide(top: int, width: int, height: int) -> Shot:
    """A part of the right side of the guide of the first start."""

    def shoot(page: QWidget) -> QPixmap:
        left = page.rail.width()  # type: ignore[attr-defined]
        return part(page, QRect(left + 48, top, width, height))

    return shoot


def whole_dialog(dialog: QWidget) -> QPixmap:
    """A dialog with a ring around what one presses next: its main button, or where a workbook is chosen first."""
    if not isinstance(dialog, Dialog):
        raise TypeError(f"{dialog} is no dialog")
    main = dialog.main
    if main is not None and not main.isVisibleTo(dialog):
        main = dialog.choose_button if isinstance(dialog, PlanDialog) else None
    return part(dialog.panel, rings=[main] if main else [])


def bill(window: QWidget) -> QPixmap:
    """The rules of the item that lies open."""
    page = shown(window, InspectionPage)
    return part(page.card.bill)  # type: ignore[union-attr]


def item_card(window: QWidget) -> QPixmap:
    """The card of an item with its reason."""
    page = shown(window, InspectionPage)
    sheet = page.foot.parentWidget()
    bottom = page.card.reason.mapTo(sheet, QPoint(0, page.card.reason.height())).y()  # type: ignore[union-attr]
    return part(sheet, QRect(0, 0, sheet.width(), bottom + BELOW_REASON))


def item_list(window: QWidget) -> QPixmap:
    """The items by dimension."""
    items = shown(window, InspectionPage).items
    return part(items, QRect(0, 0, items.width(), min(items.height(), 400)))


def review(window: QWidget) -> QPixmap:
    """The head of what is missing."""
    page = shown(window, ReviewPage)
    first = [button for button in page.gaps.findChildren(QPushButton) if button.isVisible()][:1]
    return part(page, QRect(0, 52, page.totals.mapTo(page, QPoint()).x() - 12, 300), rings=first)


def report_side(window: QWidget) -> QPixmap:
    """Who has signed, and the ways to print."""
    side = shown(window, ReportSide)
    return part(side, rings=[side.print_button, side.save_button])


def units(window: QWidget) -> QPixmap:
    """What a search for initials finds."""
    page = shown(window, UnitsPage)
    return part(page, QRect(200, 0, 960, 330))


def people(window: QWidget) -> QPixmap:
    """Who works on this machine."""
    return part(shown(window, PeopleCard))


def look(window: QWidget) -> QPixmap:
    """Text size and contrast."""
    return part(shown(window, LookCard))


def backups(window: QWidget) -> QPixmap:
    """How backups stand, without the folder of this very practice district."""
    card = shown(window, BackupsCard)
    card.own.setText("…/backups")
    return part(card)


def shown(window: QWidget, kind: type[Seen]) -> Seen:
    """The part of this class that is seen."""
    return next(found for found in window.findChildren(kind) if found.isVisible())


SHOTS: Mapping[str, Mapping[str, Shot]] = {
    "08-first-start-1": {"first-office": guide(92, 924, 400)},
    "08-first-start-4": {"first-passphrase": guide(92, 660, 330)},
    "08-first-start-recovery": {"first-recovery": guide(30, 924, 370)},
    "08-unlock": {"unlock": whole_dialog},
    "12-new-inspection": {"new-inspection": whole_dialog},
    "02-inspection": {"item-card": item_card, "item-list": item_list, "rule-count": bill},
    "02-evidence": {"evidence": whole_dialog},
    "02-inspection-1.3": {"rule-checklist": bill},
    "02-inspection-1.5": {"rule-choice": bill},
    "02-inspection-2.3": {"rule-bands": bill},
    "02-inspection-3.6": {"rule-sample": bill},
    "02-inspection-5.3": {"rule-ballot": bill},
    "04a-review-missing": {"review-missing": review},
    "04b-signing": {"signing": whole_dialog},
    "05-units-found": {"units-found": units},
    "06-import": {"units-import": whole_dialog},
    "07-report": {"report-side": report_side},
    "10-settings": {"people": people, "look": look, "backups": backups},
}
"""By the name of a picture of the window: what is cut out of it, under which names."""


def save(picture: QPixmap, path: Path) -> None:
    """Keep it as a PNG of few colours."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.toImage().convertToFormat(QImage.Format.Format_RGB888).save(buffer, "PNG")  # type: ignore[call-overload]
    image = Image.open(io.BytesIO(bytes(buffer.data().data())))
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    """Build a practice district, walk through the window, cut out what help shows."""
    from app.services.demo import create_demo_workspace, do_main_job
    from app.settings import Settings
    from ui.application import dress
    from ui.pictures import all_pictures

    app = running_app()
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    load_fonts(app)
    PICTURES_FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = {name: dict(shots) for name, shots in SHOTS.items()}
    with tempfile.TemporaryDirectory() as folder:
        settings_of = Settings(Path(folder))
        dress(app, settings_of)
        workspace = create_demo_workspace(Path(folder) / "store")
        signed = do_main_job(workspace).opened.inspection.id
        for picture in all_pictures(workspace, signed, settings_of):
            for name, shoot in wanted.pop(picture.name, {}).items():
                save(shoot(picture.widget), PICTURES_FOLDER / f"{name}.png")
        workspace.close()
    size = sum(path.stat().st_size for path in PICTURES_FOLDER.glob("*.png"))
    print(f"{len(list(PICTURES_FOLDER.glob('*.png')))} pictures, {size / 1024:.0f} KB, in {PICTURES_FOLDER}")
    if wanted:
        print(f"not found any more: {', '.join(wanted)}", file=sys.stderr)
    return 1 if wanted else 0


if __name__ == "__main__":
    sys.exit(main())
