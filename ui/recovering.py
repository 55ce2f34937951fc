"""The ways back into a store whose passphrase was forgotten: the recovery code, and the office's key file."""

from pathlib import Path

from app.errors import NoStoreHere, StoreDamaged
from app.identity.derive import StoreKey
from app.identity.passphrase import require_long_enough
from app.services.recovery import key_by_code, key_by_key_file, recover, users
from app.services.workspace import Workspace
from ui.dialogs.key_file_dialog import MOST_BYTES
from ui.dialogs.who_dialog import WhoDialog


class Recovering:
    """Opens the store in `folder`; where several people use it, asks who gets the new passphrase.

    `key_of_damaged` is the key of a store that itself could not be opened, for what its backups hold.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.key_of_damaged: StoreKey | None = None

    def by_code(self, code: str, passphrase: str) -> Workspace | None:
        """By the recovery code; None when nobody was chosen. Raises RecoveryCodeWrong, PassphraseTooShort …"""
        return self._opened(key_by_code(self._folder, code), passphrase)

    def by_key_file(self, path: Path, password: str, passphrase: str) -> Workspace | None:
        """By the office's key file; None when nobody was chosen. Raises OSError where it cannot be read."""
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
        return self._opened(key_by_key_file(self._folder, data, password), passphrase)

    def _opened(self, key: StoreKey, passphrase: str) -> Workspace | None:
        require_long_enough(passphrase)
        try:
            people = users(self._folder, key)
            person_id = None
            if len(people) > 1:
                dialog = WhoDialog(people)
                if not dialog.ask():
                    return None
                person_id = dialog.person_id
            return recover(self._folder, key, passphrase, person_id=person_id)
        except (StoreDamaged, NoStoreHere):
            self.key_of_damaged = key
            raise
