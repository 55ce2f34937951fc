"""Answers and undo behave as a list of changes does, whatever is done in whatever order, restarts included."""

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.domain.inspection import Change, with_change
from app.store.database import create_store, open_store
from app.store.inspections import (
    Outcome,
    answers,
    can_undo,
    inspection,
    item_scores,
    last_change,
    new_inspection,
    save_change,
    undo_last,
)

VALUES = (
    st.none()
    | st.fixed_dictionaries({"facts": st.fixed_dictionaries({"a": st.integers(0, 9)})})
    | st.text("红梅e\u0301")
)
EMPTY = {section: {} for section in ("items", "bonus", "penalties", "vetoes", "peers", "notes")}


class History(RuleBasedStateMachine):
    """A store beside a plain list of the states that the answers went through."""

    folders: list
    values: tuple

    def __init__(self):
        super().__init__()
        key, make, folder = self.values
        self.key, self.make, self.folder = key, make, folder()
        self.store = create_store(self.folder, key=key, realm="changzhou", clock=lambda: make.start)
        new_inspection(self.store, make.inspection())
        self.states = [EMPTY]
        self.count = 0

    def outcome(self):
        self.count += 1
        return Outcome(
            self.count, "达标", False, 1, (("1.1", self.count, "scored"), (f"2.{self.count % 3}", None, "x"))
        )

    @rule(section=st.sampled_from(("items", "notes", "bonus")), code=st.sampled_from("123"), value=VALUES)
    def answer(self, section, code, value):
        made = save_change(self.store, "i-1", Change(section, code, value), self.make.later(self.count), self.outcome())
        assert made.before == self.states[-1][section].get(code)
        self.states.append(with_change(self.states[-1], made.change))

    @rule()
    def undo(self):
        made = undo_last(self.store, "i-1", self.make.later(self.count), self.outcome())
        if len(self.states) == 1:
            assert made is None
            self.count -= 1
        else:
            gone = self.states.pop()
            assert gone == with_change(self.states[-1], made.change)

    @rule()
    def restart(self):
        self.store.close()
        self.store = open_store(self.folder, key=self.key)

    @invariant()
    def answers_are_those_of_the_list(self):
        assert answers(self.store, "i-1") == self.states[-1]
        assert can_undo(self.store, "i-1") == (len(self.states) > 1) == (last_change(self.store, "i-1") is not None)
        if self.count:
            assert inspection(self.store, "i-1").total_e4 == self.count
            assert item_scores(self.store, "i-1") == {"1.1": (self.count, "scored"), f"2.{self.count % 3}": (None, "x")}

    def teardown(self):
        self.store.close()


def test_any_history_of_answers_undos_and_restarts_is_that_of_a_list(tmp_path_factory, key, make):
    class Here(History):
        values = (key, make, lambda: tmp_path_factory.mktemp("history"))

    Here.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
    Here.TestCase().runTest()
