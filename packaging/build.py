"""Make the packages: one folder with the program, a portable zip of it, and on Linux a .deb. Run by `make package`."""

import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import licences  # noqa: E402 - they lie beside this file
import program  # noqa: E402

SYSTEM = {"linux": "linux-x86_64", "win32": "windows-x86_64"}.get(sys.platform, sys.platform)
DIST, SCRATCH = program.ROOT / "dist", program.ROOT / "build"
PORTABLE_NOTE = HERE / "portable.txt"
STORED = (".gz", ".xz", ".png", ".zip")


def main() -> int:
    """Make everything this system can make; what there is and how large, one line each."""
    folder = frozen()
    system = bundled_from_system()
    if sys.platform.startswith("linux"):
        strip(folder)
    count = licences.gather(folder / "licences", system)
    made = [portable_zip(folder, DIST / f"{program.NAME}-{program.VERSION}-{SYSTEM}-portable.zip")]
    if sys.platform.startswith("linux"):
        import deb

        made.append(deb.make_deb(folder, SCRATCH, DIST / f"{program.NAME}_{program.VERSION}_amd64.deb"))
        needs = deb.loaded_from_system(folder)[1]
        print(f"C library: {'.'.join(map(str, needs))} or newer (that of the machine it was built on)")
    if sys.platform == "win32" and shutil.which("makensis"):
        from installer import make_installer

        made.append(make_installer(folder, SCRATCH, DIST / f"{program.NAME}-{program.VERSION}-{SYSTEM}-setup.exe"))
    print(f"{folder}: {size_of(folder) / 1e6:.0f} MB, {count} licence texts")
    for path in made:
        print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")
    return 0


def frozen() -> Path:
    """Let PyInstaller put the program into one folder."""
    DIST.mkdir(exist_ok=True)
    places = ["--distpath", str(DIST), "--workpath", str(SCRATCH)]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places]
    subprocess.run([*command, str(HERE / f"{program.NAME}.spec")], check=True, cwd=program.ROOT)
    return DIST / program.NAME


def bundled_from_system() -> tuple[Path, ...]:
    """The system's own libraries that went in, where they came from."""
    if not sys.platform.startswith("linux"):
        return ()
    listed = (SCRATCH / program.NAME / "Analysis-00.toc").read_text(encoding="utf-8")
    names = [each.name for each in (DIST / program.NAME / "_internal").glob("lib*.so*")]
    import ast

    entries = [entry for part in ast.literal_eval(listed) if isinstance(part, list) for entry in part]
    sources = {entry[0]: Path(entry[1]) for entry in entries if isinstance(entry, tuple) and len(entry) == 3}
    found = (sources[name] for name in sorted(names))
    return tuple(source for source in found if source.is_relative_to("/usr/lib") or source.is_relative_to("/lib"))


def strip(folder: Path) -> None:
    """Take the debugger's tables out of libraries; those that were given new paths (`*.libs`) do not bear it."""
    import deb

    for each in deb.binaries(folder / "_internal"):
        if not any(part.endswith(".libs") or part == "PySide6" for part in each.parts):
            each.chmod(each.stat().st_mode | stat.S_IWUSR)
            subprocess.run(["strip", "--strip-unneeded", str(each)], check=True)


def portable_zip(folder: Path, target: Path) -> Path:
    """The folder in a zip, with the file `portable` that keeps its data beside it and a note that says so."""
    target.unlink(missing_ok=True)
    draft = target.with_suffix(".part")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                how = zipfile.ZIP_STORED if each.suffix in STORED else zipfile.ZIP_DEFLATED
                archive.write(each, f"{program.NAME}/{each.relative_to(folder).as_posix()}", how)
        archive.writestr(f"{program.NAME}/portable", "")
        archive.writestr(
            f"{program.NAME}/使用说明.txt", PORTABLE_NOTE.read_text(encoding="utf-8").replace("\n", "\r\n")
        )
    return draft.replace(target)


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


if __name__ == "__main__":
    shutil.rmtree(DIST / program.NAME, ignore_errors=True)
    sys.exit(main())
