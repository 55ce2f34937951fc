"""A share of what was to be done: two numbers, or the share itself."""

from PySide6.QtWidgets import QWidget

from app.scoring.rules import Ratio
from ui.fields.measured import MeasuredField


class RatioField(MeasuredField):
    """`{"num", "den"}` or `{"value"}`; a divisor of zero means that there was nothing to be done."""

    def __init__(self, rule: Ratio, parent: QWidget | None = None) -> None:
        super().__init__(rule.metric or rule.text, "", is_share=True, parent=parent)
