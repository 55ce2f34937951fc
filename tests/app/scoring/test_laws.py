"""Laws that hold for every table and all facts."""

import math
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.scoring.evaluate import score
from app.scoring.scheme import load_scheme, normal_form, scheme_hash

QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = st.integers(0, 30)
POINTS = st.integers(0, 500).map(lambda units: f"{units / 100:.2f}")


def deduct(points, **keys):
    return {"kind": "count", "effect": "deduct", "points": points, "unit": "处", **keys}


@QUIET
@given(st.lists(st.tuples(POINTS, NUMBERS), min_size=1, max_size=4), st.integers(0, 3))
def test_more_of_a_deducting_finding_never_raises_the_marks(one, rules, which):
    which %= len(rules)
    facts = {chr(97 + place): {"n": number} for place, (_, number) in enumerate(rules)}
    table = [deduct(points) for points, _ in rules]
    before = one(table, facts).marks
    facts[chr(97 + which)]["n"] += 1
    after = one(table, facts).marks
    assert after <= before
    assert 0 <= after <= 10


@QUIET
@given(
    st.lists(st.tuples(st.sampled_from(["deduct", "award"]), POINTS, NUMBERS), min_size=1, max_size=4),
    st.sampled_from(["0", "-2", "1.5"]),
    st.sampled_from(["full", "8", "12.25"]),
)
def test_marks_stay_between_floor_and_cap(scheme, item, rules, floor, cap):
    data = scheme(
        item(*[{**deduct(points), "effect": effect} for effect, points, _ in rules], full="8", floor=floor, cap=cap)
    )
    facts = {chr(97 + place): {"n": number} for place, (*_, number) in enumerate(rules)}
    marks = score(load_scheme(data), {"items": {"1": {"facts": facts}}}).items["1"].marks
    assert Decimal(floor) <= marks <= (Decimal(8) if cap == "full" else Decimal(cap))


@QUIET
@given(st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(reference, worked, random):
    def shuffled(value):
        if not isinstance(value, dict):
            return value
        keys = list(value)
        random.shuffle(keys)
        return {key: shuffled(value[key]) for key in keys}

    table = load_scheme(reference)
    assert score(table, shuffled(worked["answers"])).to_json() == score(table, worked["answers"]).to_json()
    assert scheme_hash(shuffled(reference)) == scheme_hash(reference)


@QUIET
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 97), st.integers(1, 97)), min_size=1, max_size=6),
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)),
    st.integers(0, 5),
)
def test_each_level_rounds_once_as_an_independent_reckoning_does(scheme, item, parts, places, gone):
    """Items by ratio, one of them not applicable: the sums are reckoned here once more, with fractions only."""
    gone %= len(parts) + 1
    items, answers, applying = [], {}, []
    for place, (full, num, den) in enumerate(parts):
        code = str(place)
        items.append(
            item({"kind": "ratio", "effect": "award", "points": str(full)}, code=code, full=str(full), base="zero")
        )
        answers[code] = {"facts": {"a": {"num": str(num), "den": str(0 if place == gone else den)}}}
        if place != gone:
            exact = full * min(Fraction(1), Fraction(num, den))
            applying.append((half_up(exact, places[0]), full))
    whole = sum(full for full, *_ in parts)
    data = scheme(*items, rounding=dict(zip(("item", "dimension", "total"), places, strict=True)))
    result = score(load_scheme(data), {"items": answers})
    if not applying:
        assert result.total is None
        return
    scored, out_of = (sum(column) for column in zip(*applying, strict=True))
    dimension = half_up(scored * whole / out_of, places[1])
    assert Fraction(result.dimensions["1"]) == dimension
    assert Fraction(result.total) == half_up(dimension, places[2])


def half_up(value, places):
    return Fraction(math.floor(Fraction(value) * 10**places + Fraction(1, 2)), 10**places)


@QUIET
@given(st.sets(st.sampled_from(["1.1", "1.2", "3.1", "5.3", "4.3"])))
def test_what_is_not_settled_counts_nothing(reference, worked, missing):
    table = load_scheme(reference)
    answers = {**worked["answers"], "items": {c: e for c, e in worked["answers"]["items"].items() if c not in missing}}
    result = score(table, answers)
    assert result.provisional is bool(missing)
    for dimension in ("1", "3", "4", "5"):
        rows = [result.items[row.code] for row in table.items_of(dimension)]
        assert result.dimensions[dimension] == sum((row.marks for row in rows if row.marks is not None), Decimal(0))


def test_the_normal_form_is_its_own_normal_form(reference):
    normal = normal_form(reference)
    assert normal_form(normal) == normal
    assert load_scheme(normal).items == load_scheme(reference).items
