"""A dialog that works on bundles: says each step with its bytes, and what is left when it was stopped."""

from PySide6.QtWidgets import QWidget

from app.progress import Step
from ui.dialogs.base import Dialog
from ui.dialogs.working import WorkingDialog
from ui.theme import current_theme
from ui.words.exchange import STEP_WORDS

LOW = 640
"""A window below so many pixels leaves a dialog little room: 1366 × 768 at 150 %."""


def table_height(inside: QWidget, rows: int) -> int:
    """How high a table of so many rows is in a dialog; fewer where the text is large or the window behind is low."""
    tokens = current_theme().tokens
    behind = inside.window().parentWidget()
    is_low = behind is not None and behind.window().height() < LOW
    fewer = (1 if tokens.factor > 1 else 0) + (2 if is_low else 0)
    return int(tokens.height.table_head + max(rows - fewer, 2) * tokens.height.table_row)


class BundleDialog(WorkingDialog):
    """`reached` is the last step that the work told of.

    It can be closed while it only counts or looks at a stick; not while something is written or taken in.
    """

    reached = ""
    _works = False

    def reject(self) -> None:
        """Not in the middle of the work itself."""
        if not self._works:
            Dialog.reject(self)

    def _lock(self, working: bool) -> None:
        self._works = working
        super()._lock(working)

    def _step_words(self, step: Step) -> str:
        self.reached = step.doing
        if step.doing.endswith(".ndjson"):
            return self.tr("正在核对每一条的签名")
        return STEP_WORDS.get(step.doing, "")
