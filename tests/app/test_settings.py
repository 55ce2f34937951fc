"""The look and the window's size are remembered; a broken file costs nothing else."""

from pathlib import Path

from app.settings import CONTRAST, KEY_CAPS, TEXT_SIZE, Settings


def test_what_was_set_is_there_the_next_time(tmp_path: Path):
    settings = Settings.load(tmp_path / "new")
    settings[TEXT_SIZE] = "large"
    settings[CONTRAST] = "high"
    settings[KEY_CAPS] = False
    settings["window/geometry"] = "abc"
    assert settings.save()
    again = Settings.load(tmp_path / "new")
    assert (again.text_size, again.contrast, again.shows_key_caps) == ("large", "high", False)
    assert dict(again) == dict(settings)
    del again["window/geometry"]
    assert len(again) == 3


def test_without_a_file_the_defaults_hold(tmp_path: Path):
    settings = Settings.load(tmp_path)
    assert (settings.text_size, settings.contrast, settings.shows_key_caps) == ("standard", "light", True)


def test_a_damaged_file_is_kept_aside_and_the_program_starts(tmp_path: Path):
    (tmp_path / "settings.json").write_text("[1, 2", encoding="utf-8")
    assert Settings.load(tmp_path).text_size == "standard"
    assert (tmp_path / "settings.json.damaged").read_text(encoding="utf-8") == "[1, 2"
    (tmp_path / "settings.json").write_text("[1]", encoding="utf-8")
    assert dict(Settings.load(tmp_path)) == {}


def test_a_folder_that_cannot_be_written_only_forgets(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert not Settings(blocked / "below").save()
