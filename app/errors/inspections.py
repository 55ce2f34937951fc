"""What an inspection refuses."""

# ruff: noqa: N818 - an error is named after the fact it states

from app.errors.base import AppError


class InspectionUnknown(AppError):
    """There is no inspection with this id or number in the store."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class InspectionExists(AppError):
    """The unit has an inspection of this kind in this campaign; a second visit needs a reason."""

    def __init__(self, inspection_id: str) -> None:
        super().__init__(inspection_id)
        self.inspection_id = inspection_id


class InspectionFrozen(AppError):
    """The inspection was signed; nothing in it changes any more."""

    def __init__(self, inspection_id: str) -> None:
        super().__init__(inspection_id)
        self.inspection_id = inspection_id


class UnitHasNoClass(AppError):
    """The scheme scores by class and `unit_name` belongs to none of `classes`."""

    def __init__(self, unit_name: str, classes: tuple[str, ...]) -> None:
        super().__init__(unit_name, classes)
        self.unit_name = unit_name
        self.classes = classes


class NotComplete(AppError):
    """`missing` things stand in the way of a signature."""

    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing


class PlaceTaken(AppError):
    """The signing place `label` already holds a signature."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class TooLateToDraw(AppError):
    """A digital signature stands: drawn ones can no longer be put on the pages."""


class PhraseRefused(AppError):
    """A phrase typed by hand cannot be kept: `reason` is too_short, too_long or several."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
