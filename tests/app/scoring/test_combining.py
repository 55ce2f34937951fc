"""A unit's campaign figure: averaged by source, weighted, bonus and penalties once."""

import pytest

from app.errors import AnswersRefused
from app.scoring.combining import combine
from app.scoring.scheme import load_scheme

MIXED = [
    {"source": "district", "weight": "0.7"},
    {"source": "mutual", "weight": "0.3"},
    {"source": "self", "weight": "0"},
]


@pytest.fixture
def table(scheme, item):
    def build(**keys):
        return load_scheme(scheme(item({"kind": "note"}), **keys))

    return build


def unit(*inspections, **keys):
    return {"inspections": [{"source": source, "total": total} for source, total in inspections], **keys}


@pytest.mark.parametrize(
    ("keys", "given", "wanted"),
    [
        ({}, unit(("district", "88.44"), ("self", "1")), ("88.4", "88.4", False)),
        ({"combine": []}, unit(("district", "88.45")), ("88.5", "88.5", False)),
        ({}, unit(("self", "90")), (None, None, False)),
        ({}, unit(("district", None), bonus="3"), (None, None, False)),
        ({}, unit(("district", "80"), ("district", "81"), bonus="2", penalties="0.25"), ("80.5", "82.3", False)),
        ({"combine": MIXED}, unit(("district", "80"), ("mutual", "90")), ("83", "83", False)),
        ({"combine": MIXED}, unit(("district", "80")), (None, None, False)),
        ({"combine": MIXED}, unit(("mutual", "80")), (None, None, False)),
        ({"self_difference_alert": "10"}, unit(("district", "80"), ("self", "90")), ("80", "80", False)),
        ({"self_difference_alert": "10"}, unit(("district", "80"), ("self", "69.9")), ("80", "80", True)),
        ({"self_difference_alert": "10"}, unit(("district", "80")), ("80", "80", False)),
        ({"self_difference_alert": "10"}, unit(("self", "80")), (None, None, False)),
    ],
)
def test_a_figure_is_averaged_and_weighted(table, keys, given, wanted):
    result = combine(table(**keys), given).to_json()
    assert (result["total"], result["total_with_bonus"], result["alert"]) == wanted


def test_nobody_rates_itself_in_a_mutual_check(table):
    given = unit(("district", "80"), id="u1")
    given["inspections"] += [
        {"source": "mutual", "total": "100", "by": "u1"},
        {"source": "mutual", "total": "90", "by": "u2"},
    ]
    assert combine(table(combine=MIXED), given).to_json()["total"] == "83"


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ([], ["inspections"]),
        ({}, ["inspections"]),
        ({"inspections": {}}, ["inspections"]),
        (
            {"inspections": [5, {"source": ""}, {"source": "self", "total": 9.5}], "bonus": "x", "penalties": 1.5},
            ["inspections[0].source", "inspections[1].source", "inspections[2].total", "bonus", "penalties"],
        ),
    ],
)
def test_every_fault_of_a_unit_is_named(table, given, paths):
    with pytest.raises(AnswersRefused) as refused:
        combine(table(), given)
    assert [finding.path for finding in refused.value.findings] == paths
