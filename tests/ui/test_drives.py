"""Which disks are taken for sticks, and what they can hold."""

from pathlib import Path

from ui.drives import Drive, drive_of, sticks

GIGABYTE = 1 << 30


class Volume:
    """What Qt says of a mounted disk."""

    def __init__(self, root, *, valid=True, ready=True, device=b"/dev/none"):
        self.root, self.valid, self.ready, self._device = root, valid, ready, device

    def isValid(self):
        return self.valid

    def isReady(self):
        return self.ready

    def rootPath(self):
        return self.root

    def name(self):
        return ""

    def fileSystemType(self):
        return Bytes(b"vfat")

    def device(self):
        return Bytes(self._device)

    def bytesAvailable(self):
        return GIGABYTE

    def bytesTotal(self):
        return 4 * GIGABYTE

    def isReadOnly(self):
        return False


class Bytes:
    def __init__(self, data):
        self._data = data

    def data(self):
        return self._data


def test_a_stick_is_known_by_where_it_is_mounted_and_one_that_is_not_ready_is_none():
    volumes = [Volume("/media/wang/KINGSTON"), Volume("/"), Volume("/run/media/wang/X", ready=False)]
    [stick] = sticks(volumes)
    assert (stick.name, stick.root, stick.file_system) == ("KINGSTON", Path("/media/wang/KINGSTON"), "vfat")
    assert stick.is_fat


def test_what_is_mounted_deep_below_belongs_to_the_system():
    roots = ("/mnt/stick", "/mnt/data/pool/one", "/media/wang/K/inside", "/media/K", "/srv")
    assert [str(drive.root) for drive in sticks([Volume(root) for root in roots])] == ["/media/K", "/mnt/stick"]


def test_what_it_takes():
    fat = Drive(Path("E:/"), "K", "FAT32", 6 * GIGABYTE, 16 * GIGABYTE, is_read_only=False)
    assert fat.takes(5 * GIGABYTE)
    assert not fat.takes(6 * GIGABYTE)
    assert not fat.takes_file(4 * GIGABYTE)
    assert fat.takes_file(4 * GIGABYTE - 1)
    assert Drive(Path("E:/"), "K", "exFAT", 1, 1, is_read_only=False).takes_file(5 * GIGABYTE)


def test_the_system_itself_answers(tmp_path):
    assert isinstance(sticks(), tuple)
    here = drive_of(tmp_path)
    assert here is not None
    assert here.total > 0
    assert drive_of(tmp_path / "gone") is None
