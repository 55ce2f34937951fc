"""Try the packages as an office would get them, on bare Debian systems without a network; exit 1 when anything fails.

Needs root, debootstrap, Debian's packages, Xvfb, openbox, xdotool and ImageMagick's `import` on this machine. Nothing
of that goes into the systems the package is tried in: those hold Debian's smallest system and what the control file
names.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import program  # noqa: E402 - it lies beside this file
from bare_system import BareSystem  # noqa: E402
from deb import DESKTOP  # noqa: E402
from installer import make_installer  # noqa: E402

ROOT, DIST = program.ROOT, program.ROOT / "dist"
DEB = DIST / f"{program.NAME}_{program.VERSION}_amd64.deb"
ZIP = DIST / f"{program.NAME}-{program.VERSION}-linux-x86_64-portable.zip"
PAST = ROOT / "tests" / "past"
LARGEST_MB, SLOWEST = 300, 1.3
PAIRS, WARM_UPS = 15, 2
USER = "jiancha"
HOME = f"/home/{USER}"
KEPT_BY_OTHERS = (f"{HOME}/", "/var/lib/dpkg/", "/var/log/", "/tmp/.X11-unix/")  # noqa: S108 - in the bare system
"""The user's own files, looked at by themselves, the notes of the package manager, this machine's screens."""


class CheckError(Exception):
    """Something is not as it has to be."""


def main() -> int:
    """Check all; a line for each thing tried."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--suites", nargs="*", default=["bookworm", "trixie"])
    parser.add_argument("--pairs", type=int, default=PAIRS)
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("the check needs root: it makes bare systems and installs in them", file=sys.stderr)
        return 1
    problems = []
    checks: list[Callable[[], None]] = [sizes, menu_entry, windows_installer, lambda: start_times(options.pairs)]
    checks += [lambda suite=suite: in_a_bare_system(suite) for suite in options.suites]
    for check in checks:
        try:
            check()
        except (CheckError, subprocess.SubprocessError, OSError) as error:
            problems.append(str(error))
            print(f"FAILED  {error}", flush=True)
    print("All is well." if not problems else f"{len(problems)} failed.")
    return 1 if problems else 0


def require(is_so: bool, told: str) -> None:
    """Say what was found, or fail with it."""
    if not is_so:
        raise CheckError(told)
    print(f"ok      {told}", flush=True)


def sizes() -> None:
    """The package, the zip, and what is installed."""
    fields = subprocess.run(["dpkg-deb", "-f", str(DEB), "Installed-Size"], capture_output=True, text=True, check=True)
    installed = int(fields.stdout) / 1000 * 1.024
    print(f"        {DEB.name}: {DEB.stat().st_size / 1e6:.0f} MB; {ZIP.name}: {ZIP.stat().st_size / 1e6:.0f} MB")
    require(installed <= LARGEST_MB, f"installed size {installed:.0f} MB, at most {LARGEST_MB}")


def menu_entry() -> None:
    """The desktop file, judged by freedesktop's own validator."""
    judged = subprocess.run(["desktop-file-validate", str(DESKTOP)], capture_output=True, text=True, check=False)
    require(judged.returncode == 0, f"{DESKTOP.name} is valid{judged.stdout}")


def windows_installer() -> None:
    """The Windows installer compiles around a stand-in of the folder: that it runs is not proven here."""
    with tempfile.TemporaryDirectory(prefix="wuyou-windows-") as scratch:
        folder = Path(scratch) / program.NAME
        for place in (
            f"{program.NAME}.exe",
            f"{program.CONSOLE_NAME}.exe",
            "_internal/stand-in.dll",
            "licences/stand-in.txt",
        ):
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(b"stand-in")
        made = make_installer(folder, Path(scratch), Path(scratch) / f"{program.NAME}-setup.exe").read_bytes()
    require(
        made.startswith(b"MZ") and b'level="asInvoker"' in made and b"requireAdministrator" not in made,
        f"windows.nsi compiles, {len(made) / 1e3:.0f} kB around a stand-in; it asks for no administrator",
    )


def start_times(pairs: int) -> None:
    """From process start to first paint, the packaged program beside the one from its sources, interleaved."""
    with tempfile.TemporaryDirectory(prefix="wuyou-start-") as scratch:
        folder = Path(scratch) / "demo"
        sources = [sys.executable, str(ROOT / "main.py")]
        packaged = [str(DIST / program.NAME / program.NAME)]
        made = [*sources, "demo", "--without-pictures", "--out", str(folder)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(Path(scratch) / "compiled")
        subprocess.run(made, env=environment, check=True, stdout=subprocess.DEVNULL)
        asked = ["--data", str(folder / "store"), "--first-paint-exit"]
        times: dict[str, list[float]] = {"sources": [], "packaged": []}
        for _ in range(pairs + WARM_UPS):
            for name, command in (("sources", sources), ("packaged", packaged)):
                times[name].append(_painted([*command, *asked], environment))
    ours, theirs = times["packaged"][WARM_UPS:], times["sources"][WARM_UPS:]
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    told = "; ".join(f"{name} {_quartiles(found)}" for name, found in (("sources", theirs), ("packaged", ours)))
    require(ratio <= SLOWEST, f"start to first paint, {pairs} pairs: {told}; {ratio:.2f} ×, at most {SLOWEST} ×")


def _painted(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        said = process.stdout.readline().decode().strip()
        taken = (time.perf_counter() - start) * 1000
    if said != "painted" or process.returncode != 0:
        raise CheckError(f"{command[0]} did not paint its window: {said!r}, exit {process.returncode}")
    return taken


def _quartiles(found: list[float]) -> str:
    low, middle, high = statistics.quantiles(found)
    return f"{middle:.0f} ms ({low:.0f}–{high:.0f})"


def in_a_bare_system(suite: str) -> None:
    """Install, use and remove the package in a fresh bare system; every command runs without a network."""
    depends = subprocess.run(["dpkg-deb", "-f", str(DEB), "Depends"], capture_output=True, text=True, check=True).stdout
    with BareSystem(suite, depends.strip(), program.ROOT / "build" / "bare") as system:
        system.offline("useradd", "--create-home", "--shell", "/bin/sh", USER)
        print(f"        {suite}: {system.describe()}; no network: {not system.has_network()}", flush=True)
        require(not system.has_network(), f"{suite}: only the loopback device is there")
        before = system.files()
        shutil.copy(DEB, system.root / "tmp")
        system.offline("dpkg", "-i", f"/tmp/{DEB.name}")  # noqa: S108 - inside the bare system
        system.offline("dpkg", "--verify", program.NAME)
        require(True, f"{suite}: installed, every file as packed")
        commands(system, suite)
        past_stores(system, suite)
        window(system, suite)
        portable(system, suite)
        users_files = system.files(HOME)
        system.offline("dpkg", "--purge", program.NAME)
        (system.root / "tmp" / DEB.name).unlink()
        left = sorted(path for path in system.files() - before if not path.startswith(KEPT_BY_OTHERS))
        require(not left, f"{suite}: removed without a trace" + (f", but for {left[:5]}" if left else ""))
        require(system.files(HOME) == users_files, f"{suite}: the user's {len(users_files)} files were left alone")


def commands(system: BareSystem, suite: str) -> None:
    """The sub-commands, as a user without rights."""
    said = system.as_user(USER, program.NAME, "self-check")
    require(said.splitlines()[0] == f"{program.TITLE} {program.VERSION}", f"{suite}: self-check names the version")
    require(said.count("正常") == 6, f"{suite}: self-check finds all six in order")
    begun = time.perf_counter()
    said = system.as_user(USER, program.NAME, "demo", "--out", f"{HOME}/demo")
    pictures = len(list((system.root / HOME[1:] / "demo" / "window").glob("*.png")))
    require(
        "核验通过" in said and pictures > 30,
        f"{suite}: demo in {time.perf_counter() - begun:.1f} s, {pictures} pictures",
    )
    store = f"{HOME}/demo/store"
    system.as_user(USER, program.NAME, "verify", f"{HOME}/demo/report.pdf")
    number = next(iter(json.loads((PAST / "0.1.0" / "facts.json").read_text(encoding="utf-8"))["practice"]["reports"]))
    system.as_user(USER, program.NAME, "report", number, "--out", f"{HOME}/again.pdf", "--data", store)
    scheme = f"/usr/lib/{program.NAME}/_internal/resources/schemes/wuyou-reference.json"
    system.as_user(USER, program.NAME, "check-scheme", scheme)
    require(True, f"{suite}: verify, report and check-scheme exit 0")
    said = system.as_user(
        USER, program.NAME, "bench", "--pairs", "1", "--units", "200", "--only", "answer", "coverage", may_fail=True
    )
    require("热身" in said, f"{suite}: bench measures")


def past_stores(system: BareSystem, suite: str) -> None:
    """Stores of earlier versions open, and are brought up with a copy kept where this version's tables are newer."""
    from app.store.migrations import STEPS

    for facts in sorted(PAST.glob("*/facts.json")):
        for kind, fact in json.loads(facts.read_text(encoding="utf-8")).items():
            place = f"{HOME}/{facts.parent.name}-{kind}"
            folder = system.root / place[1:]
            shutil.copytree(facts.parent / kind, folder)
            secret = folder.with_name(f"{folder.name}.passphrase")
            secret.write_text(fact["passphrase"] or "", encoding="utf-8")
            system.offline("chown", "-R", f"{USER}:", place)
            given = ["--passphrase-file", f"{HOME}/{secret.name}"] if fact["passphrase"] else []
            said = system.as_user(USER, program.NAME, "self-check", "--rebuild", "--data", place, *given)
            copy = folder / f"store.db.before-{fact['version']}"
            is_older = fact["version"] < len(STEPS)
            require(
                "与现有内容一致" in said and copy.exists() == is_older,
                f"{suite}: the {kind} store of {facts.parent.name} opens"
                + (f", brought from {fact['version']} to {len(STEPS)} with a copy kept" if is_older else ""),
            )


def window(system: BareSystem, suite: str) -> None:
    """A real window on a real (virtual) screen: the guide of a first start, and the practice store."""
    pictures = program.ROOT / "build" / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    with _screen() as display:
        for name, asked in (("guide", ()), ("practice", ("--data", f"{HOME}/demo/store"))):
            begun = time.perf_counter()
            with system.started(USER, display, program.NAME, *asked) as process:
                shown = _wait_for_window(display, process)
                taken = time.perf_counter() - begun
                picture = pictures / f"{suite}-{name}.png"
                colours = _picture(display, picture)
                _close(display, process, shown, picture.with_stem(f"{suite}-{name}-open"))
            require(process.returncode == 0, f"{suite}: window “{name}” closed, exit 0")
            require(colours > 100, f"{suite}: window “{name}” after {taken:.1f} s, {colours} colours, {picture.name}")


def _close(display: str, process: subprocess.Popen[bytes], shown: str, picture: Path) -> None:
    """As a user closes it: through the window manager, so that the program can back up and tidy up."""
    _until(lambda: _x(display, "xdotool", "getactivewindow") == shown, "the window did not get the focus", 30)
    _x(display, "xdotool", "key", "--clearmodifiers", "alt+F4")
    try:
        _until(lambda: process.poll() is not None, "", 60)
    except CheckError:
        _x(display, "import", "-window", "root", str(picture))
        focus, open_windows = (
            _x(display, "xdotool", *asked)
            for asked in (("getactivewindow", "getwindowname"), ("search", "--onlyvisible", "--name", "."))
        )
        raise CheckError(
            f"the window did not close on Alt+F4: focus on “{focus}”, windows {open_windows.split()}, {picture.name}"
        ) from None


def portable(system: BareSystem, suite: str) -> None:
    """The zip, unpacked as a user on a folder with a Chinese name, keeps its data beside itself."""
    place = f"{HOME}/我的 U盘"
    folder = system.root / place[1:]
    folder.mkdir()
    subprocess.run(["unzip", "-q", str(ZIP), "-d", str(folder)], check=True)
    system.offline("chown", "-R", f"{USER}:", place)
    started = f"{place}/{program.NAME}/{program.NAME}"
    said = system.as_user(USER, started, "self-check")
    require(f"{place}/{program.NAME}/data/store" in said, f"{suite}: portable, its data lie beside it")
    shutil.copytree(system.root / HOME[1:] / "demo" / "store", folder / program.NAME / "data" / "store")
    system.offline("chown", "-R", f"{USER}:", place)
    said = system.as_user(USER, started, "self-check")
    require(f"“{place}/{program.NAME}/data/store”打得开" in said, f"{suite}: portable, finds the store beside it")
    said = system.as_user(USER, started, "--data", f"{place}/{program.NAME}/data/store", "--first-paint-exit")
    require("painted" in said, f"{suite}: portable, its window paints that store")


@contextmanager
def _screen() -> Iterator[str]:
    """A virtual screen with a window manager, on this machine."""
    number = next(n for n in range(70, 99) if not Path(f"/tmp/.X11-unix/X{n}").exists())  # noqa: S108 - X's own place
    display = f":{number}"
    screen = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", "1366x768x24", "-ac", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    manager = None
    try:
        _until(lambda: Path(f"/tmp/.X11-unix/X{number}").exists(), "Xvfb did not start", 10)  # noqa: S108
        environment = {**os.environ, "DISPLAY": display}
        manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        # A key pressed before it manages the screen reaches nobody.
        _until(lambda: _x(display, "xdotool", "get_desktop") != "", "the window manager did not start", 30)
        yield display
    finally:
        for each in (manager, screen):
            if each is not None:
                each.terminate()
                each.wait()


def _x(display: str, *command: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()


def _wait_for_window(display: str, process: subprocess.Popen[bytes]) -> str:
    def found() -> str:
        if process.poll() is not None:
            raise CheckError(f"the program ended before its window came: exit {process.returncode}")
        return _x(display, "xdotool", "search", "--onlyvisible", "--name", program.TITLE).partition("\n")[0]

    _until(lambda: bool(found()), "no window came", 60)
    return found()


def _picture(display: str, target: Path) -> int:
    """Take the screen until it holds more than a blank window; how many colours there are."""

    def colours() -> int:
        _x(display, "import", "-window", "root", str(target))
        return int(_x(display, "identify", "-format", "%k", str(target)) or 0)

    _until(lambda: colours() > 100, "the window stayed blank", 30)
    return colours()


def _until(holds: Callable[[], bool], otherwise: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise CheckError(otherwise)
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
