"""Which font draws a character: five voices of a report, each with the fonts that help it out."""

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from app.errors import CharactersWithoutFont
from app.paths import RESOURCES
from app.reports.faces import Face, read_face

HAN, LATIN, OPENING, CLOSING, NO_START, NO_END, HALF_EMPTY, SPACE = 1, 2, 4, 8, 16, 32, 64, 128

_OWN_FILES = {
    "song": "NotoSerifSC-Regular.ttf.gz",
    "title": "NotoSerifSC-Black.ttf.gz",
    "hei": "NotoSansSC-Medium.ttf",
    "kai": "WuyouKai-Regular.ttf.gz",
    "fang": "WuyouFang-Regular.ttf.gz",
}
_POSTSCRIPT_NAMES = {
    "song": "NotoSerifSC-Regular",
    "title": "NotoSerifSC-Black",
    "hei": "NotoSansSC-Medium",
    "kai": "WuyouKai-Regular",
    "fang": "WuyouFang-Regular",
}
_LICENSED_BY_THE_USER = {  # preferred where installed and embeddable (GB/T 9704 names 小标宋 and 仿宋)
    "title": ("FZXBSJW.TTF", "FZXBSJW--GB1-0.TTF", "方正小标宋简体.ttf"),
    "fang": ("仿宋_GB2312.ttf", "SIMFANG.TTF", "simfang.ttf"),
}
_LARGE_FONTS_OF_A_SYSTEM = ("simsunb.ttf", "SimsunExtG.ttf", "HanaMinA.ttf", "HanaMinB.ttf", "HanaMinC.ttf")
_NEVER_AT_A_START = frozenset("，。、；：！？）〕】》〉」』”’…—％%‰℃·,.;:!?)]}")
_NEVER_AT_AN_END = frozenset("（〔【《〈「『“‘([{→")
_FULL_WIDTH_CLOSING = frozenset("，。、；：！？）〕】》〉」』”’")
_FROM_SONG_WITHIN_KAI = frozenset("“”‘’·—")  # drawn too narrow by the 楷 face
_UNSEEN = (  # controls, zero-width characters and variation selectors: they draw nothing
    frozenset({*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x2028, 0x2029, 0x2060, 0xFEFF})
    | frozenset(range(0x200B, 0x2010))
    | frozenset(range(0xFE00, 0xFE10))
    | frozenset(range(0xE0100, 0xE01F0))
)


class Sign(NamedTuple):
    """One character as a voice draws it; widths are in ems, `kind` a sum of the flags above."""

    face: str
    width: float
    kind: int
    ink: float


class _Signs(dict[str, Sign]):
    def __init__(self, library: "FontLibrary", voice: str) -> None:
        self._library, self._voice = library, voice

    def __missing__(self, character: str) -> Sign:
        sign = self[character] = self._library.found(self._voice, character)
        return sign


class FontLibrary:
    """The faces of this process, each read when first needed. Safe to share between reports of one thread."""

    def __init__(self, folder: Path, system_folders: tuple[Path, ...] = ()) -> None:
        self._folder = folder
        self._system_folders = system_folders
        self._faces: dict[str, Face] = {}
        self._large: tuple[str, ...] | None = None
        self.signs = {voice: _Signs(self, voice) for voice in _OWN_FILES}

    def face(self, key: str) -> Face:
        """The face of a voice, or a large font of the system by its file's path."""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._read(key)
        return face

    def found(self, voice: str, character: str) -> Sign:
        """How a voice draws a character. Raises CharactersWithoutFont when no font knows it."""
        own = ("song", voice) if voice == "kai" and character in _FROM_SONG_WITHIN_KAI else (voice,)
        code = 32 if character in "\xa0\t" else ord(character)
        for key in (*own, "song", "kai"):
            if code in self.face(key).characters:
                return _sign(self.face(key), key, code, character)
        for key in self._large_fonts():
            if code in self.face(key).characters:
                return _sign(self.face(key), key, code, character)
        raise CharactersWithoutFont((character,), (character,))

    def check(self, texts: Iterable[str]) -> None:
        """Raise CharactersWithoutFont, naming every character that no font draws and where it stands."""
        texts = tuple(texts)
        known = self.face("song").characters
        strange = {
            c for c in set().union(*texts) if ord(c) not in known and c not in "\n\r\t" and ord(c) not in _UNSEEN
        }
        missing = sorted(c for c in strange if not self._is_known(c))
        if missing:
            where = tuple(excerpt(text, c) for c in missing for text in texts if c in text)
            raise CharactersWithoutFont(tuple(missing), tuple(dict.fromkeys(where)))

    def _is_known(self, character: str) -> bool:
        code = ord(character)
        return code in self.face("kai").characters or any(code in self.face(k).characters for k in self._large_fonts())

    def _read(self, key: str) -> Face:
        if key not in _OWN_FILES:
            return read_face(Path(key), Path(key).stem)
        for path in self._installed(_LICENSED_BY_THE_USER.get(key, ())):
            try:
                face = read_face(path, path.stem if path.stem.isascii() else _POSTSCRIPT_NAMES[key] + "-Installed")
            except (OSError, ValueError):
                continue  # not a TrueType file after all: our own face serves
            if face.embeddable:
                return face
        return read_face(self._folder / _OWN_FILES[key], _POSTSCRIPT_NAMES[key])

    def _large_fonts(self) -> tuple[str, ...]:
        if self._large is None:
            readable = []
            for path in self._installed(_LARGE_FONTS_OF_A_SYSTEM):
                try:
                    self._faces[str(path)] = read_face(path, path.stem)
                except (OSError, ValueError):
                    continue
                if self._faces[str(path)].embeddable:
                    readable.append(str(path))
            self._large = tuple(readable)
        return self._large

    def _installed(self, names: tuple[str, ...]) -> list[Path]:
        return [folder / name for folder in self._system_folders for name in names if (folder / name).is_file()]


def excerpt(text: str, character: str) -> str:
    """The text around a character, eight characters either side, to be found again by a reader."""
    at = text.index(character)
    return text[max(0, at - 8) : at + 9]


def without_unseen(text: str) -> str:
    """The text without controls, variation selectors and zero-width characters, which draw nothing."""
    if text.isprintable() and not any(ord(c) in _UNSEEN for c in set(text)):
        return text
    return "".join(c for c in text if ord(c) not in _UNSEEN)


@cache
def installed_library() -> FontLibrary:
    """The program's fonts with what this machine adds; read once, kept for the process."""
    home = Path.home()
    folders: tuple[Path, ...]
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        folders = (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    else:
        folders = (
            home / ".local/share/fonts",
            home / ".fonts",
            Path("/usr/local/share/fonts"),
            Path("/usr/share/fonts/truetype/hanazono"),
            Path("/usr/share/fonts"),
        )
    return FontLibrary(RESOURCES / "fonts", folders)


def _sign(face: Face, key: str, code: int, character: str) -> Sign:
    glyph = face.characters[code]
    width = face.advance(glyph) / 1000
    kind = 0
    if character in _NEVER_AT_A_START:
        kind |= NO_START
    if character in _NEVER_AT_AN_END:
        kind |= NO_END
    left, right = face.ink(glyph)
    if character in _FULL_WIDTH_CLOSING:
        kind |= CLOSING
        if width > 0.9 and right <= 520:
            kind |= HALF_EMPTY
    elif character in "（〔【《〈「『“‘":
        kind |= OPENING
        if width > 0.9 and left >= 480:
            kind |= HALF_EMPTY
    elif character in " \xa0\u3000\t":
        kind |= SPACE
    elif (code < 0x2000 and character.isalnum()) or character in "%+-−.":
        kind |= LATIN
    elif 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000 or character in "〇々":
        kind |= HAN
    return Sign(key, width, kind, (right - left) / 1000)
