"""The pages of help as they lie in resources/help: titles, sections, and finding in them; no Qt here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.paths import RESOURCES

HELP_FOLDER = RESOURCES / "help"
PICTURES_FOLDER = HELP_FOLDER / "pictures"

_ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')
_ICON = re.compile(r"<!-- icon: ([\w-]+) -->")
_NOT_SAID = re.compile(r"<[^>]*>|!\[[^]]*]\([^)]*\)|]\([^)]*\)|[`*#>|\[]")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page and the words under it; the first section of a page bears the page's title."""

    anchor: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A page: `key` is the name of its file without the number, `text` its Markdown."""

    key: str
    file_name: str
    title: str
    icon: str
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that was found."""

    topic: Topic
    section: Section


@dataclass(frozen=True, slots=True)
class Book:
    """All pages in the order of their file names."""

    topics: tuple[Topic, ...]

    def topic(self, key: str) -> Topic:
        """The page of this key, the first one when there is none."""
        return next((topic for topic in self.topics if topic.key == key), self.topics[0])

    def led_to(self, link: str, here: str) -> tuple[str, str] | None:
        """Key and anchor of a link such as `05-rules.md#count` or `#count`; None when it leads nowhere."""
        file_name, _, anchor = link.partition("#")
        for topic in self.topics:
            is_meant = topic.file_name == file_name if file_name else topic.key == here
            if is_meant and (not anchor or any(section.anchor == anchor for section in topic.sections)):
                return topic.key, anchor
        return None

    def found(self, wanted: str, initials_of: Callable[[str], str]) -> tuple[Hit, ...]:
        """Sections whose title has the words or their pinyin initials, then those that say the words."""
        wanted = "".join(wanted.split()).casefold()
        if not wanted:
            return ()
        hits = [Hit(topic, section) for topic in self.topics for section in topic.sections]
        is_letters = wanted.isascii() and wanted.isalpha()

        def in_title(hit: Hit) -> bool:
            title = hit.section.title
            return wanted in title.casefold() or (is_letters and wanted in initials_of(title))

        titled = [hit for hit in hits if in_title(hit)]
        said = [hit for hit in hits if hit not in titled and wanted in "".join(hit.section.words.split()).casefold()]
        return (*titled, *said)


def load_book(folder: Path = HELP_FOLDER) -> Book:
    """Read all pages of a folder; OSError when it cannot be read."""
    return Book(tuple(_topic(path) for path in sorted(folder.glob("*.md"))))


def _topic(path: Path) -> Topic:
    text = path.read_text(encoding="utf-8")
    sections = tuple(_sections(text.splitlines()))
    icon = _ICON.search(text)
    key = path.stem.partition("-")[2]
    return Topic(key, path.name, sections[0].title, icon.group(1) if icon else "file-text", text, sections)


def _sections(lines: Sequence[str]) -> Sequence[Section]:
    made: list[Section] = []
    anchor, title, words = "", "", list[str]()
    waiting = ""
    for line in lines:
        if found := _ANCHOR.fullmatch(line.strip()):
            waiting = found.group(1)
        elif line.startswith(("# ", "## ")):
            if title:
                made.append(Section(anchor, title, "\n".join(words)))
            anchor, title, words = waiting or anchor_of(len(made)), line.lstrip("# ").strip(), []
            waiting = ""
        else:
            words.append(_NOT_SAID.sub("", line))
    made.append(Section(anchor, title, "\n".join(words)))
    return made


def anchor_of(place: int) -> str:
    """The anchor of the section at this place of its page when the page names none."""
    return f"s{place}"
