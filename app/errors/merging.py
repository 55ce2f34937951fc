"""What deciding between several versions of a record refuses."""

# ruff: noqa: N818 - an error is named after the fact it states

from app.errors.base import AppError


class DecisionNotYours(AppError):
    """This person has not the right for it; `who` may: `administrator`, `inspectors` or `importer`."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who


class NothingToDecide(AppError):
    """What was chosen is not one of the versions that stand now: it was decided already, or something came in."""

    def __init__(self, inspection_id: str) -> None:
        super().__init__(inspection_id)
        self.inspection_id = inspection_id


class ChoicesOpen(AppError):
    """Drafts of several people differ in `count` places that nobody has chosen in."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class ReasonMissing(AppError):
    """A decision, or taking back a signed inspection, needs its reason in words."""
