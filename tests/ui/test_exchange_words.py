"""Every step and every reason of exchange has its words."""

import re
from pathlib import Path

import pytest

import app
from app.exchange.bundle_reader import LineReason
from app.services.arriving import UNKNOWN_AUTHOR
from ui.words.aside import ASIDE_WORDS
from ui.words.exchange import STEP_WORDS, eject_words

SOURCES = Path(app.__file__).parent


def test_every_reason_for_keeping_a_line_aside_has_its_words():
    assert ASIDE_WORDS.keys() == {reason.value for reason in LineReason} | {UNKNOWN_AUTHOR}


def test_every_step_of_a_bundle_has_its_words():
    named = set()
    for name in (
        "exchange/bundle_delivery",
        "exchange/bundle_writer",
        "exchange/bundle_reader",
        "services/exporting",
        "services/importing",
    ):
        text = (SOURCES / f"{name}.py").read_text("utf-8")
        named |= set(re.findall(r'Step\("([^"]+)"', text))
    assert named <= STEP_WORDS.keys()


@pytest.mark.parametrize(("platform", "said"), [("win32", "安全删除硬件"), ("linux", "弹出")])
def test_how_a_stick_is_taken_out(platform, said):
    assert said in eject_words(platform)
