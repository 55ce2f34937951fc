"""Body text running from page to page on the grid of GB/T 9704: 22 lines of 28 characters."""

from collections.abc import Callable, Sequence

from app.reports.atoms import Splitter
from app.reports.document import Page, Sheets
from app.reports.fonts import FontLibrary
from app.reports.paragraph import Line, Span, Style, Typesetter
from app.reports.pen import MM
from app.reports.wording import ordinal

BODY_SIZE = 15.75  # 3号, reduced so that 28 characters fit 156 mm
PITCH = 225 * MM / 22
BODY = Style("fang", BODY_SIZE, PITCH, justified=True, indent=2 * BODY_SIZE)
HEADING = Style("hei", BODY_SIZE, PITCH, indent=2 * BODY_SIZE)


class Workbench:
    """What every part of a report sets text with: the fonts of this process and what was measured with them."""

    def __init__(self, library: FontLibrary) -> None:
        self.library = library
        self.typesetter = Typesetter(Splitter(library))


class Flow:
    """Where the next line goes. y is the upper edge of what comes next, in points from the upper edge of the page."""

    def __init__(self, bench: Workbench, sheets: Sheets) -> None:
        self.bench = bench
        self.text = bench.typesetter
        self.sheets = sheets
        self.page: Page = None  # type: ignore[assignment]  # set by the first new_page
        self.y = 0.0
        self.pitch = PITCH  # of body lines and headings; a little less where that saves a page
        self._sections = 0
        self.late: list[Callable[[int], None]] = []  # drawn when the number of pages is known

    @property
    def room(self) -> float:
        """Points left below y in the type area."""
        return self.page.top + self.page.height - self.y

    def new_page(self, *, landscape: bool = False, running: str = "") -> Page:
        """Go on at the head of a new page; `running` stands in its head margin."""
        self.page = self.sheets.add(landscape=landscape, running=running)
        self.y = self.page.top
        return self.page

    def section(self, title: str) -> str:
        """The title with its number: the next of 一、 二、 三、."""
        self._sections += 1
        return f"{ordinal(self._sections)}、{title}"

    def mark(self, title: str) -> str:
        """Set a bookmark with this title to the page as it is now; gives the title back."""
        self.sheets.outline.append((title, self.page.number))
        return title

    def heading(self, text: str, keep: float = 2 * PITCH) -> None:
        """一、 in 黑体 on the grid, with at least `keep` points below it on the same page."""
        if self.room < self.pitch + keep:
            self.new_page()
        self.mark(text)
        self.lines(self.text.lines(text, HEADING._replace(leading=self.pitch), self.page.width))

    def body(self, text: str | Sequence[Span], running: str = "") -> None:
        """A paragraph of the body; never one line alone on a page."""
        lines = self.text.lines(text, BODY._replace(leading=self.pitch), self.page.width)
        fitting = int((self.room + 0.01) / self.pitch)
        if fitting < len(lines):
            if fitting < 2 or (len(lines) - fitting < 2 and fitting < 3):
                fitting = 0
            elif len(lines) - fitting < 2:
                fitting -= 1
            self.lines(lines[:fitting])
            self.new_page(running=running)
            while len(lines) - fitting > 22:
                self.lines(lines[fitting : fitting + 22])
                fitting += 22
                self.new_page(running=running)
            lines = lines[fitting:]
        self.lines(lines)

    def lines(self, lines: Sequence[Line]) -> None:
        """Draw set lines one under the other."""
        for line in lines:
            self.page.pen.line(line, self.page.left, self.y)
            self.y += line.leading

    def to_grid(self, gap: float = 0.0) -> None:
        """Go down to the next line of the grid, at least `gap` points on."""
        steps = -(-(self.y + gap - self.page.top - 0.01) // self.pitch)
        self.y = self.page.top + steps * self.pitch
