"""A second start on the same store brings the first window to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1000


def _name(folder: Path) -> str:
    return "wuyou-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


class Neighbour(QObject):
    """Listens for later starts; `called` when there is one."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """Begin; the store's lock says that nobody else listens, so a name left by a crash is taken over."""
        QLocalServer.removeServer(_name(self._folder))
        return self._server.listen(_name(self._folder))

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.called.emit()


def call(folder: Path) -> bool:
    """Ask the program that holds the store to come to the front; False when nobody answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    answered = socket.waitForConnected(WAIT_MS)
    socket.abort()
    return answered
