"""Schemes and facts that cannot be scored."""

# ruff: noqa: N818 - an error is named after the fact it states

from app.errors.base import AppError, Found


class SchemeRefused(AppError):
    """A scheme has errors and cannot be used; `findings` are all that the check found, warnings included."""

    def __init__(self, findings: tuple[Found, ...]) -> None:
        super().__init__(findings)
        self.findings = findings


class AnswersRefused(AppError):
    """Facts that a scheme cannot score; `findings` names every one of them with its place."""

    def __init__(self, findings: tuple[Found, ...]) -> None:
        super().__init__(findings)
        self.findings = findings
