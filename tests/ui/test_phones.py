"""Places to look for phones: volumes that are there, and the mounts of the desktop."""

from pathlib import Path

from ui.phones import photo_roots


def test_volumes_and_phones_are_named_each_once(monkeypatch, tmp_path):
    phone = tmp_path / "gvfs" / "mtp:host=Phone"
    phone.mkdir(parents=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    roots = photo_roots()
    assert roots[0] == phone
    assert len(set(roots)) == len(roots)
    assert all(isinstance(root, Path) for root in roots)


def test_without_a_desktop_only_volumes_are_looked_at(monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert not any("gvfs" in str(root) for root in photo_roots())
