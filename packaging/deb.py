"""The Debian package: the program's folder with a launcher, a menu entry, icons, and what it needs of the system."""

import gzip
import hashlib
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import icons
import program

HERE = Path(__file__).resolve().parent
HOME = Path("usr/lib") / program.NAME
DESKTOP = HERE / "linux" / f"{program.NAME}.desktop"
MAINTAINER = f"{program.PUBLISHER} <{program.NAME}@localhost>"

# Each library of the system that something in the folder loads, and the Debian packages that bring it: since Debian 13
# some carry t64 in their names.
NEEDED = {
    "libatomic.so.1": "libatomic1",
    "libbz2.so.1.0": "libbz2-1.0",
    "libc.so.6": "libc6",
    "libcrypto.so.3": "libssl3t64 | libssl3",
    "libcups.so.2": "libcups2t64 | libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libdrm.so.2": "libdrm2",
    "libEGL.so.1": "libegl1",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libgio-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libGLX.so.0": "libglx0",
    "liblzma.so.5": "liblzma5",
    "libm.so.6": "libc6",
    "libOpenGL.so.0": "libopengl0",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libssl.so.3": "libssl3t64 | libssl3",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "libc6",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXau.so.6": "libxau6",
    "libXext.so.6": "libxext6",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "ld-linux-x86-64.so.2": "libc6",
}
_ALWAYS = ("tzdata",)
_RECOMMENDS = ("xdg-utils",)
_DESCRIPTION = (
    "检查员带着电脑进社区，不用联网：逐项检查、当场算分、签名、打印报告。",
    ".",
    "Offline inspections of community Party work, with marks as one types and signed PDF reports.",
)


def loaded_from_system(folder: Path) -> tuple[set[str], tuple[int, ...]]:
    """The libraries that the folder's own do not answer, and the newest C library that anything in it asks for."""
    inside = {each.name for each in folder.rglob("*") if each.is_file()}
    needed: set[str] = set()
    newest: tuple[int, ...] = (2, 17)
    for each in binaries(folder):
        said = subprocess.run(["objdump", "-p", str(each)], capture_output=True, text=True, check=True).stdout
        needed |= set(re.findall(r"NEEDED\s+(\S+)", said))
        found = [tuple(map(int, version.split("."))) for version in re.findall(r"GLIBC_(\d+(?:\.\d+)+)", said)]
        newest = max([newest, *found])
    return needed - inside, newest


def binaries(folder: Path) -> tuple[Path, ...]:
    """Every program and library in a folder, told by its first bytes."""
    return tuple(each for each in sorted(folder.rglob("*")) if each.is_file() and _head(each) == b"\x7fELF")


def depends(folder: Path) -> tuple[str, ...]:
    """What the control file names. Raises LookupError for a library that no package is known for."""
    needed, newest = loaded_from_system(folder)
    unknown = sorted(needed - set(NEEDED))
    if unknown:
        raise LookupError(f"no Debian package is named in packaging/deb.py for: {', '.join(unknown)}")
    wanted = {NEEDED[name] for name in needed} | set(_ALWAYS)
    wanted.discard("libc6")
    return (f"libc6 (>= {'.'.join(map(str, newest))})", *sorted(wanted))


def make_deb(folder: Path, scratch: Path, target: Path) -> Path:
    """Make the package `target` of the program in `folder`."""
    tree = scratch / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / HOME)
    _put(tree / "usr/share/applications" / DESKTOP.name, DESKTOP.read_bytes())
    for size, picture in icons.desktop_icons(scratch / "icons").items():
        _put(tree / f"usr/share/icons/hicolor/{size}x{size}/apps/{program.NAME}.png", picture.read_bytes())
    drawn = icons.vector_icon(scratch / "icons").read_bytes()
    _put(tree / f"usr/share/icons/hicolor/scalable/apps/{program.NAME}.svg", drawn)
    launcher = tree / "usr/bin" / program.NAME
    launcher.parent.mkdir(parents=True)
    launcher.symlink_to(Path("../lib") / program.NAME / program.NAME)
    papers = tree / "usr/share/doc" / program.NAME
    _put(papers / "copyright", (HERE / "linux" / "copyright").read_bytes())
    _put(papers / "changelog.gz", gzip.compress(_changelog().encode(), mtime=0))
    (papers / "licences").symlink_to(Path("../../../lib") / program.NAME / "licences")
    for each in tree.rglob("*"):
        if not each.is_symlink():
            is_program = each.is_dir() or (each.stat().st_mode & 0o100 and _head(each) == b"\x7fELF")
            each.chmod(0o755 if is_program else 0o644)
    tree.chmod(0o755)
    _put(tree / "DEBIAN/control", _control(folder, tree).encode())
    _put(tree / "DEBIAN/md5sums", _md5sums(tree).encode())
    target.unlink(missing_ok=True)
    draft = scratch / target.name  # packing takes minutes: half a package never lies where a whole one is looked for
    packing = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(draft)]
    subprocess.run(packing, check=True, stdout=subprocess.DEVNULL)
    return draft.replace(target)


def _control(folder: Path, tree: Path) -> str:
    size = sum(each.lstat().st_size for each in (tree / "usr").rglob("*") if each.is_file() and not each.is_symlink())
    fields = {
        "Package": program.NAME,
        "Version": program.VERSION,
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(-(-size // 1024)),
        "Depends": ", ".join(depends(folder)),
        "Recommends": ", ".join(_RECOMMENDS),
        "Section": "misc",
        "Priority": "optional",
        "Description": "\n ".join((program.SUMMARY, *_DESCRIPTION)),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _changelog() -> str:
    when = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return (
        f"{program.NAME} ({program.VERSION}) stable; urgency=medium\n\n  * {program.TITLE} {program.VERSION}.\n\n"
        f" -- {MAINTAINER}  {when}\n"
    )


def _md5sums(tree: Path) -> str:
    files = [each for each in sorted((tree / "usr").rglob("*")) if each.is_file() and not each.is_symlink()]
    sums = (
        (hashlib.md5(each.read_bytes(), usedforsecurity=False).hexdigest(), each.relative_to(tree)) for each in files
    )
    return "".join(f"{digest}  {place}\n" for digest, place in sums)


def _put(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)
