"""An older store gets the column, and its inspections were none of them typed later."""

from app.store.inspections import inspection, new_inspection
from app.store.migrations import STEPS
from app.store.typed_later_column import typed_later_column


def test_a_store_has_the_step_and_an_ordinary_inspection_no_such_thing(store, make):
    assert typed_later_column in STEPS
    new_inspection(store, make.inspection())
    assert inspection(store, make.inspection().id).typed_later is None
    assert store.rows("SELECT typed_later FROM inspection") == [(None,)]
