"""Parts that are loaded late are tried before anybody needs them in a community."""

import sys

import pytest

from app.services.trial_parts import broken_parts


def test_all_of_them_do_their_work():
    assert broken_parts() == ()


@pytest.mark.parametrize(
    ("gone", "part"),
    [("pi_heif", "photos"), ("pyrage", "age"), ("app.workbooks.units_table", "excel"), ("app.domain.pinyin", "pinyin")],
)
def test_one_that_is_gone_is_named(gone, part, monkeypatch):
    monkeypatch.setitem(sys.modules, gone, None)  # as an import of a module that is not there
    assert broken_parts() == (part,)


def test_one_that_does_other_than_it_should_is_named(monkeypatch):
    monkeypatch.setattr("app.domain.pinyin.initials_of", lambda _name: "")
    assert broken_parts() == ("pinyin",)
