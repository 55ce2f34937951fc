"""Chinese input methods: fcitx is spoken to as IBus, everything else is left alone."""

import pytest

from ui.input_method import prepare_input_method


@pytest.mark.parametrize(
    "environ", [{"QT_IM_MODULE": "fcitx"}, {"XMODIFIERS": "@im=fcitx"}, {"GTK_IM_MODULE": "fcitx5"}]
)
def test_fcitx_is_spoken_to_as_ibus(environ: dict[str, str]):
    prepare_input_method(environ, "linux")
    assert environ["QT_IM_MODULE"] == "ibus"


@pytest.mark.parametrize(
    ("environ", "platform"), [({"QT_IM_MODULE": "ibus"}, "linux"), ({}, "linux"), ({"QT_IM_MODULE": "fcitx"}, "win32")]
)
def test_others_are_left_alone(environ: dict[str, str], platform: str):
    before = dict(environ)
    prepare_input_method(environ, platform)
    assert environ == before
