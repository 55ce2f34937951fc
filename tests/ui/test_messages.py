"""The words of every error are there, whole, and set as Chinese is set."""

import inspect
import re
import typing
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app import errors
from app.errors import AppError
from app.exchange.complaints import BundleComplaint, ComplaintKind
from app.identity.pdf_verdict import Complaint
from ui.messages import COMPLAINT_WORDS, WORDS, message_for
from ui.words.backups import NOT_MADE
from ui.words.bundles import REFUSED_BUNDLES
from ui.words.inspections import REFUSED_PHRASES
from ui.words.joining import FAULTS, OBSTACLES
from ui.words.merging import WHO_DECIDES
from ui.words.workbooks import REFUSED_UNITS

HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!][\u3400-\u9fff]")


@dataclass(frozen=True)
class Finding:
    path: str
    text: str


def every_error() -> list[type[AppError]]:
    found, waiting = [], [AppError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found.append(kind)
            waiting.append(kind)
    return sorted(set(found), key=lambda kind: kind.__name__)


def examples(kind: type[AppError]) -> list[AppError]:
    if kind is errors.UnitRefused:
        return [errors.UnitRefused(reason, "莲花社区") for reason in REFUSED_UNITS]
    if kind is errors.BackupNotMade:
        return [errors.BackupNotMade(Path("备份"), reason) for reason in NOT_MADE]
    if kind is errors.PhraseRefused:
        return [errors.PhraseRefused(reason) for reason in REFUSED_PHRASES]
    if kind is errors.DecisionNotYours:
        return [errors.DecisionNotYours(who) for who in WHO_DECIDES]
    if kind is errors.InvitationRefused:
        return [errors.InvitationRefused(fault) for fault in FAULTS]
    if kind is errors.JoiningRefused:
        return [errors.JoiningRefused(obstacle) for obstacle in OBSTACLES]
    if kind is errors.BundleRefused:
        return [
            errors.BundleRefused(Path("U盘") / "a.wyb", (BundleComplaint(one, "bag/data/a", "3"),))
            for one in ComplaintKind
        ]
    return [an_example(kind)]


def an_example(kind: type[AppError]) -> AppError:
    hints = typing.get_type_hints(kind.__init__) if "__init__" in dir(kind) else {}
    given: list[Any] = []
    for name, parameter in list(inspect.signature(kind.__init__).parameters.items())[1:]:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        wanted = str(hints.get(name, parameter.annotation))
        if "Found" in wanted:
            given.append((Finding("items[0].rules", "缺少分值。"),))
        elif "tuple" in wanted:
            given.append(("甲", "乙"))
        elif "Path" in wanted:
            given.append(Path("资料") / "名册.xlsx")
        elif "datetime" in wanted:
            given.append(datetime(2026, 1, 8, 2, 3, tzinfo=UTC))
        elif "int" in wanted:
            given.append(3)
        else:
            given.append("示例")
    return kind(*given)


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_error_says_what_happened_what_is_safe_and_what_to_do(kind: type[AppError]) -> None:
    for example in examples(kind):
        message = message_for(example)
        for field in fields(message):
            sentence = getattr(message, field.name)
            assert sentence.strip(), field.name
            assert not HALF_WIDTH.search(sentence), sentence
            assert "{" not in sentence
            if field.name != "title":
                assert sentence.endswith("。"), sentence
        assert not message.title.endswith("。")


def test_no_words_are_left_over() -> None:
    assert set(WORDS) == {kind for kind in every_error() if kind.__module__.startswith("app.")}
    assert all(getattr(errors, kind.__name__) is kind for kind in WORDS)


def test_every_complaint_of_the_verifier_has_its_sentence() -> None:
    assert set(COMPLAINT_WORDS) == set(Complaint)
    assert not any(HALF_WIDTH.search(sentence) for sentence in COMPLAINT_WORDS.values())


def test_every_complaint_about_a_bundle_has_its_own_sentence() -> None:
    assert set(REFUSED_BUNDLES) == set(ComplaintKind)
    assert len(set(REFUSED_BUNDLES.values())) == len(ComplaintKind)
