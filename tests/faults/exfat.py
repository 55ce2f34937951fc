"""A stick with exFAT whose driver is a program (FUSE): it can be pulled by killing that program."""

import os
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from tests.faults import power

MOUNTED_WITHIN_S = 20
SIZE = 24 << 20


class Stick:
    """An image file of SIZE bytes with exFAT on it; plug it in, pull it."""

    def __init__(self, image: Path, mount: Path) -> None:
        self.image, self.mount = image, mount
        mount.mkdir(parents=True, exist_ok=True)
        if not image.exists():
            with image.open("wb") as file:
                file.truncate(SIZE)
            _run("mkfs.exfat", str(image))
        self._driver: subprocess.Popen[bytes] | None = None
        self._loop = ""

    def plug_in(self) -> None:
        """Mount it with a driver of its own."""
        self._loop = _run("losetup", "--find", "--show", str(self.image)).strip()
        self._driver = subprocess.Popen(
            ["mount.exfat-fuse", "-d", self._loop, str(self.mount)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        last = time.monotonic() + MOUNTED_WITHIN_S
        while not self.mount.is_mount():
            if self._driver.poll() is not None or time.monotonic() > last:
                self.tidy_up()
                raise OSError("exfat-fuse did not mount the image")
            time.sleep(0.005)

    def pull(self) -> None:
        """Whatever the driver had not yet written is lost; whoever uses the stick gets errors."""
        if self._driver is not None:
            self._driver.kill()
            self._driver.wait()

    def tidy_up(self) -> None:
        """Take the mount and the loop device away; a stick that was not pulled is unmounted properly."""
        subprocess.run(["umount", "-l", str(self.mount)], stderr=subprocess.DEVNULL, check=False)
        if self._driver is not None:
            try:
                self._driver.wait(MOUNTED_WITHIN_S)
            except subprocess.TimeoutExpired:
                self.pull()
        if self._loop:
            _run("losetup", "--detach", self._loop)
        self._driver, self._loop = None, ""


@cache
def refusal() -> str:
    """Why no exFAT stick can be pulled here; empty when one can."""
    if power.refusal():
        return power.refusal()
    missing = [each for each in ("mkfs.exfat", "mount.exfat-fuse", "losetup") if shutil.which(each) is None]
    if missing:
        return f"{', '.join(missing)} not found (Debian: exfatprogs, exfat-fuse, mount)"
    if os.geteuid() != 0:
        return "only root may lay an image on a loop device"
    with tempfile.TemporaryDirectory() as folder:
        try:
            stick = Stick(Path(folder) / "image", Path(folder) / "mount")
            stick.plug_in()
            stick.tidy_up()
        except (OSError, subprocess.CalledProcessError) as error:
            return f"an exFAT image cannot be mounted: {getattr(error, 'stderr', None) or error}".strip()
    return ""


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
