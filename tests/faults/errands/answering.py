"""Answer one inspection, answer after answer, with an undo now and then."""

from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.inspection import Inspection
from app.errors import AppError
from app.store.database import create_store, open_store
from app.store.inspections import answers, inspection, item_scores, new_inspection
from app.store.integrity import check
from tests.faults.acting import Line
from tests.faults.answering import INSPECTION, NOW, answer, is_undo, last_seq, outcome_at, value_at
from tests.faults.judging import Verdict, saved, wrong_in_log
from tests.faults.stage import Said

KEY = bytes(range(32))
MOST = 100
SPAN = 0.004


def prepare(root: Path) -> None:
    """A store with one open inspection."""
    with create_store(root / "store", key=KEY, realm="faults", clock=lambda: datetime(2026, 1, 8, tzinfo=UTC)) as store:
        new_inspection(store, Inspection(INSPECTION, "daily", "u-1", "district", "a" * 64, date(2026, 1, 8), NOW, NOW))


def act(said: Said, root: Path, count: int = MOST) -> None:
    """Answer from where the log ends."""
    with open_store(root / "store", key=KEY) as store:
        seq = last_seq(store)
        said("open", seq)
        for _ in range(count):
            try:
                answer(store, seq + 1)
            except AppError as error:
                said("refused", seq + 1, error)
            else:
                seq += 1
                said("saved", seq)


def judge(root: Path, lines: list[Line]) -> Verdict:
    """Log, answers and result tell the same story, which ends no earlier than what was acknowledged."""
    acknowledged = saved(lines)
    with open_store(root / "store", key=KEY) as store:
        wrong = list(check(store))
        last = last_seq(store)
        wrong += [f"answer {seq} is lost" for seq in acknowledged if seq > last]
        wrong += wrong_in_log(store, INSPECTION, is_undo)
        if last:
            for code, value in answers(store, INSPECTION)["items"].items():
                if value != value_at(value["facts"]["a"]["n"]):
                    wrong.append(f"the answer to {code} is not what was given")
            result = outcome_at(last)
            if inspection(store, INSPECTION).total_e4 != result.total_e4:
                wrong.append("the total is not that of the last answer")
            scores = {code: (marks, state) for code, marks, state in result.item_scores}
            if item_scores(store, INSPECTION) != scores:
                wrong.append("the scores are not those of the last answer")
    return Verdict(len(acknowledged), wrong)
