"""A Debian with nothing but its smallest system and one package's dependencies, to be used without a network."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MIRROR = "http://deb.debian.org/debian"
_MOUNTS = ("proc", "tmp/.X11-unix")
_OFFLINE = ("unshare", "--net")


class BareSystem:
    """Made once for a suite and a set of dependencies and kept in `kept`; each use is a copy that is thrown away."""

    def __init__(self, suite: str, depends: str, kept: Path) -> None:
        self.suite, self._depends, self._kept = suite, depends, kept
        self.root = kept / f"{suite}-used"

    def __enter__(self) -> "BareSystem":
        base = self._prepared()
        self._forget()
        subprocess.run(["cp", "-a", "--reflink=auto", str(base), str(self.root)], check=True)
        (self.root / "tmp" / ".X11-unix").mkdir(exist_ok=True)
        self._mount(self.root)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._forget()

    def offline(self, *command: str, may_fail: bool = False) -> str:
        """Run a command in it as root, without a network; what it said. Raises CalledProcessError, with its words."""
        return self._run(
            [*_OFFLINE, "chroot", str(self.root), "/usr/bin/env", "-i", *_environment("/root"), *command], may_fail
        )

    def as_user(self, user: str, *command: str, may_fail: bool = False) -> str:
        """Run a command in it as a user, without a network or a screen."""
        return self._run([*self._of_user(user, "QT_QPA_PLATFORM=offscreen"), *command], may_fail)

    @contextmanager
    def started(self, user: str, display: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program of a user on a screen; it is ended where the block is left."""
        process = subprocess.Popen([*self._of_user(user, f"DISPLAY={display}"), *command])
        try:
            yield process
        finally:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.terminate()
                process.wait()

    def files(self, below: str = "/") -> set[str]:
        """Every file, folder and link in it, but for what the kernel shows."""
        found = subprocess.run(
            ["find", str(self.root / below.lstrip("/")), "-xdev", "-print0"], capture_output=True, check=True
        ).stdout
        return {os.fsdecode(each).removeprefix(str(self.root)) for each in found.split(b"\0") if each}

    def has_network(self) -> bool:
        """Whether a command run here sees any device but the loopback one."""
        devices = self.offline("cat", "/proc/net/dev").splitlines()[2:]
        return any(line.split(":")[0].strip() != "lo" for line in devices)

    def describe(self) -> str:
        """Its name, C library, and number of packages."""
        name = self.offline("sh", "-c", ". /etc/os-release; echo $PRETTY_NAME").strip()
        library = self.offline("ldd", "--version").splitlines()[0].rsplit(" ", 1)[-1]
        packages = len(self.offline("dpkg-query", "-f", "${Package}\n", "-W").splitlines())
        return f"{name}, C library {library}, {packages} packages"

    def _prepared(self) -> Path:
        """The system to copy, made with a network where it is not there yet for these dependencies."""
        base, mark = self._kept / self.suite, self._kept / f"{self.suite}.depends"
        if base.is_dir() and mark.is_file() and mark.read_text(encoding="utf-8") == self._depends:
            return base
        _remove(base)
        self._kept.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["debootstrap", "--variant=minbase", self.suite, str(base), MIRROR], check=True, stdout=subprocess.DEVNULL
        )
        self._mount(base)
        try:
            asked = ["apt-get", "satisfy", "-y", "-qq", "--no-install-recommends", self._depends]
            with_network = [
                "chroot",
                str(base),
                "/usr/bin/env",
                "-i",
                *_environment("/root"),
                "DEBIAN_FRONTEND=noninteractive",
            ]
            self._run([*with_network, *asked], may_fail=False)
        finally:
            _unmount(base)
        mark.write_text(self._depends, encoding="utf-8")
        return base

    def _of_user(self, user: str, *more: str) -> list[str]:
        return [
            *_OFFLINE,
            "chroot",
            f"--userspec={user}:{user}",
            str(self.root),
            "/usr/bin/env",
            "-i",
            *_environment(f"/home/{user}"),
            *more,
        ]

    def _forget(self) -> None:
        _remove(self.root)

    @staticmethod
    def _mount(root: Path) -> None:
        subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
        if (root / "tmp" / ".X11-unix").is_dir():
            Path("/tmp/.X11-unix").mkdir(exist_ok=True)  # noqa: S108 - X's own place
            subprocess.run(["mount", "--bind", "/tmp/.X11-unix", str(root / "tmp" / ".X11-unix")], check=True)  # noqa: S108

    @staticmethod
    def _run(command: list[str], may_fail: bool) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
        if done.returncode and not may_fail:
            said = (done.stdout + done.stderr).strip()[-600:]
            raise subprocess.SubprocessError(f"{' '.join(command[-6:])}: exit {done.returncode}: {said}")
        return done.stdout


def _environment(home: str) -> tuple[str, ...]:
    return (f"HOME={home}", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8")


def _unmount(root: Path) -> None:
    for place in _MOUNTS:
        while subprocess.run(["umount", str(root / place)], capture_output=True, check=False).returncode == 0:
            pass


def _remove(root: Path) -> None:
    """Delete a system; what is mounted in it belongs to this machine and is never followed."""
    _unmount(root)
    subprocess.run(["rm", "-rf", "--one-file-system", str(root)], check=True)
