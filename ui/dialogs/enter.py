"""What Enter does in a dialog: it presses the button the keyboard is on, and the main one from everywhere else."""

from PySide6.QtWidgets import QPushButton, QWidget


def press_focused_on_enter(dialog: QWidget) -> None:
    """Let every button inside take Enter while it has the keyboard; call it once everything is built."""
    for button in dialog.findChildren(QPushButton):
        button.setAutoDefault(True)
