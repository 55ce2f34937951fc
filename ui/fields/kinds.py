"""Which editor belongs to which kind of rule."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.scoring.rules import Rule, Threshold
from ui.fields.ballot import BallotField
from ui.fields.bands import BandsField
from ui.fields.checklist import ChecklistField
from ui.fields.choice import ChoiceField
from ui.fields.count import CountField
from ui.fields.external import ExternalField
from ui.fields.field import Field
from ui.fields.flag import FlagField
from ui.fields.judge import JudgeField
from ui.fields.late import LateField
from ui.fields.levels import LevelsField
from ui.fields.note import NoteField
from ui.fields.panel import PanelField
from ui.fields.peer import PeerField
from ui.fields.ratio import RatioField
from ui.fields.sample import SampleField
from ui.fields.steps import StepsField
from ui.fields.threshold import ThresholdField

EDITORS: dict[str, Callable[[Any], Field]] = {
    "flag": FlagField,
    "count": CountField,
    "checklist": ChecklistField,
    "choice": ChoiceField,
    "bands": BandsField,
    "steps": StepsField,
    "ratio": RatioField,
    "judge": JudgeField,
    "levels": LevelsField,
    "ballot": BallotField,
    "panel": PanelField,
    "sample": SampleField,
    "peer": PeerField,
    "external": ExternalField,
    "late": LateField,
    "note": NoteField,
}


def editor_for(rule: Rule, unit_class: str | None = None, parent: QWidget | None = None) -> Field:
    """The editor of `rule` for a unit of this class."""
    field = ThresholdField(rule, unit_class) if isinstance(rule, Threshold) else EDITORS[rule.kind](rule)
    if parent is not None:
        field.setParent(parent)
    return field
