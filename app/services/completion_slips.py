"""成绩补正单 of a signed inspection whose provisional marks were completed since."""

from typing import Any

from app.domain.inspection import KIND_NAMES
from app.errors import ReportNotSigned
from app.scoring.evaluate import score_partial
from app.scoring.exact import plain
from app.services.inspections import open_inspection, scoring_answers
from app.services.opened import OpenInspection
from app.services.workspace import Workspace
from app.store.reports import latest
from app.store.results import Completion


def completed_answers(opened: OpenInspection, completion: Completion) -> dict[str, Any]:
    """What was signed and what was supplied since, together."""
    whole = dict(opened.answers)
    for section, values in completion.answers.items():
        whole[section] = {**(whole.get(section) or {}), **values}
    return whole


def completion_slip_pdf(workspace: Workspace, inspection_id: str) -> bytes:
    """The page to print. Raises ReportNotSigned where nothing was completed, CharactersWithoutFont."""
    from app.reports.completion_slip import CompletedItem, CompletionFacts, completion_slip
    from app.reports.letter import render_letter
    from app.reports.letters import LetterHead
    from app.services.pages import number_of

    opened = open_inspection(workspace, inspection_id)
    completion = opened.completion
    if completion is None:
        raise ReportNotSigned(inspection_id)
    result, _findings = score_partial(opened.scheme, scoring_answers(completed_answers(opened, completion)))
    codes = {code for section in ("items", "peers") for code in (completion.answers.get(section) or {})}
    items = tuple(
        CompletedItem(
            item.code,
            item.title,
            "" if (marks := result.items[item.code].marks) is None else plain(marks),
            "；".join(_source(text) for text in completion.sources if text.startswith(f"{item.code} ")),
        )
        for item in opened.scheme.items
        if item.code in codes
    )
    report = latest(workspace.store, inspection_id)  # of a correction it is numbered …更1
    day, visited = workspace.today(), opened.inspection.visited_on
    facts = CompletionFacts(
        unit=opened.unit.name,
        kind=KIND_NAMES[opened.inspection.kind],
        dates=f"{visited.year}年{visited.month}月{visited.day}日",
        report=report.number if report else number_of(opened),
        before="" if opened.result.total is None else plain(opened.result.total),
        total="" if result.total is None else plain(result.total),
        total_with_bonus="" if result.total_with_bonus is None else plain(result.total_with_bonus),
        grade=result.grade or "",
        is_provisional=result.provisional,
        items=items,
    )
    head = LetterHead(
        rid=completion.rid,
        number="",
        office=workspace.office.name,
        date=f"{day.year}年{day.month}月{day.day}日",
        drill=workspace.is_demo,
    )
    return render_letter(completion_slip(head, facts)).pdf


def _source(sentence: str) -> str:
    """Behind the item's own name: 2.6，外部数据：区综治办评分表，2026年1月5日."""
    return sentence.partition("外部数据：")[2] or sentence
