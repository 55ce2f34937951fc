"""Qt's own dialogs (print, files) and menus in Simplified Chinese."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def speak_chinese(app: QApplication) -> bool:
    """Translate what Qt itself says; False where Qt brings no words. Asked for after the first paint: it takes a while.

    Imported late for the same reason: Qt's list of languages alone costs a hundredth of a second.
    """
    if app.findChild(QTranslator) is not None:
        return True
    QLocale.setDefault(QLocale("zh_CN"))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_zh_CN", folder) and app.installTranslator(translator)
