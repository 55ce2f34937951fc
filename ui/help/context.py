"""Which page of help belongs to what one is looking at."""

from PySide6.QtWidgets import QWidget

FIRST = "first-visit"
ERRORS = "errors"
TOPIC_OF_PAGE = {
    "HomePage": FIRST,
    "UnitsPage": "units",
    "InspectionsPage": "new-inspection",
    "InspectionPage": "inspecting",
    "ReviewPage": "signing",
    "ReportPage": "report",
    "SettingsPage": "settings",
}
"""By the name of the page's class: looking a page up must not build it, nor import it."""


def topic_of(page: QWidget | None) -> str:
    """The key of the topic for a page, or for the page that an area shows just now."""
    inner = getattr(page, "current", None)
    shown = inner if isinstance(inner, QWidget) else page
    return TOPIC_OF_PAGE.get(type(shown).__name__, FIRST)
