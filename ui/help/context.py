"""Which page of help belongs to what one is looking at."""

from PySide6.QtWidgets import QWidget

FIRST = "first-visit"
ERRORS = "errors"
NO_HELP = ""
TOPIC_OF_PAGE = {
    "HomePage": FIRST,
    "UnitsPage": "units",
    "InspectionsPage": "new-inspection",
    "InspectionPage": "inspecting",
    "ReviewPage": "signing",
    "ReportPage": "report",
    "SettingsPage": "settings",
    "ExchangePage": "exchange",
}
"""By the name of the page's class: looking a page up must not build it, nor import it."""

TOPIC_OF_DIALOG = {
    "HelpDialog": NO_HELP,
    "ShortcutSheet": NO_HELP,
    "ArchiveDialog": "exchange",
    "ArchivedDialog": "exchange",
    "AsideDialog": "exchange",
    "ChoicesDialog": "exchange",
    "ConfirmWord": "backups",
    "ContestDialog": "exchange",
    "CopyAgainDialog": "exchange",
    "CrashDialog": ERRORS,
    "EarlierImportDialog": "earlier-results",
    "ErrorDialog": ERRORS,
    "EvidenceDialog": "evidence",
    "ExportDialog": "exchange",
    "ExportedDialog": "exchange",
    "FiguresImportDialog": "outside-figures",
    "HandedOverDialog": "exchange",
    "HeaderDialog": "new-inspection",
    "ImportDialog": "exchange",
    "InvitationDialog": "joining",
    "IssueDialog": "joining",
    "JoinDialog": "joining",
    "KeyFileDialog": "passphrase",
    "KeyPasswordDialog": "passphrase",
    "MergeRecordDialog": "exchange",
    "NewCodeDialog": "passphrase",
    "NewInspectionDialog": "new-inspection",
    "NewPassphraseDialog": "passphrase",
    "NoEvidenceDialog": "evidence",
    "NoteDialog": "evidence",
    "OpenArchiveDialog": "exchange",
    "PassphraseDialog": "passphrase",
    "PdfDialog": "report",
    "PersonDialog": "settings",
    "PersonEditDialog": "passphrase",
    "PhotoDialog": "exchange",
    "PhoneDialog": "evidence",
    "PhrasesDialog": "phrases",
    "Question": "passphrase",
    "RecoveryCheckDialog": "passphrase",
    "RecoveryDialog": "passphrase",
    "RefusedFiles": "evidence",
    "RestoreDialog": "backups",
    "RevokeDialog": "joining",
    "ShareOfficeDialog": "passphrase",
    "SigningDialog": "signing",
    "TextDialog": "settings",
    "UnitDialog": "units",
    "UnitsImportDialog": "units",
    "SigningPassphraseDialog": "units",
    "UnlockDialog": "passphrase",
    "VerifyDialog": "report",
    "VoidDialog": "exchange",
    "WhoDialog": "passphrase",
}
"""By the name of the dialog's class, as for pages; help itself and its sheet of keys have no help of their own."""


def topic_of_dialog(name: str) -> str:
    """The key of the topic for a dialog, `NO_HELP` where it has none."""
    return TOPIC_OF_DIALOG.get(name, FIRST)


def topic_of(page: QWidget | None) -> str:
    """The key of the topic for a page, or for the page that an area shows just now."""
    inner = getattr(page, "current", None)
    shown = inner if isinstance(inner, QWidget) else page
    return TOPIC_OF_PAGE.get(type(shown).__name__, FIRST)
