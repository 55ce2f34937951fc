"""What the tests of the reports share: the worked case, and a reader of finished PDFs."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from app.reports.content import ReportContent
from app.reports.flow import Workbench
from app.reports.report import RenderedReport, render_report
from app.reports.workbench import installed_workbench


class ReadPdf:
    """A PDF as poppler and qpdf see it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self, page: int | None = None, *how: str) -> str:
        where = ("-f", str(page), "-l", str(page)) if page else ()
        return self._run("pdftotext", *how, *where, str(self.path), "-")

    def joined(self, page: int | None = None) -> str:
        """The text without line breaks and spaces, to look for sentences that run over lines."""
        return re.sub(r"\s+", "", self.text(page))

    def fonts(self) -> list[list[str]]:
        return [line.split() for line in self._run("pdffonts", str(self.path)).splitlines()[2:]]

    def check(self) -> str:
        return self._run("qpdf", "--check", str(self.path))

    def info(self, *how: str) -> str:
        return self._run("pdfinfo", *how, str(self.path))

    @staticmethod
    def _run(*command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture(scope="session")
def bench() -> Workbench:
    return installed_workbench()


@pytest.fixture(scope="session")
def content() -> ReportContent:
    from sample_report import sample_content

    return sample_content()


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], ReadPdf]:
    def written(data: bytes) -> ReadPdf:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf"
        path.write_bytes(data)
        return ReadPdf(path)

    return written


@pytest.fixture(scope="session")
def report(content: ReportContent) -> RenderedReport:
    return render_report(content)


@pytest.fixture(scope="session")
def pdf(report: RenderedReport, tmp_path_factory: pytest.TempPathFactory) -> ReadPdf:
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(report.pdf)
    return ReadPdf(path)
