"""The card says when and where the last backup was made, makes one, and takes a second folder."""

from datetime import timedelta

import pytest

from app.errors import BackupNotMade
from app.services.backup_list import own_root
from app.services.backups import back_up, second_root
from ui import backup_watch
from ui.backup_watch import BackupNews, BackupWatch
from ui.pages import backups_card
from ui.pages.backups_card import BackupsCard
from ui.tasks import Tasks


@pytest.fixture
def watch(office):
    tasks = Tasks()
    yield BackupWatch(office, tasks)
    tasks.stop_all()


@pytest.fixture
def told():
    return []


@pytest.fixture
def card(qtbot, office, watch, told):
    card = BackupsCard(office, watch, told.append)
    qtbot.addWidget(card)
    card.show()
    return card


def backups_in(folder):
    return list(folder.glob("*.backup"))


def test_before_the_first_backup_it_says_so(card, office):
    assert card.last.text() == "还没有备份过"
    assert card.own.text() == str(own_root(office.folder))
    assert not card.forget.isVisible()


def test_one_is_made_at_once_and_told(qtbot, card, watch, office):
    with qtbot.waitSignal(watch.told):
        card.now.click()
        assert not card.now.isEnabled()
        card.now.click()
        assert watch.is_busy
    assert card.last.text().startswith("上次备份：今天")
    assert card.now.isEnabled()
    assert len(backups_in(own_root(office.folder))) == 1
    qtbot.waitUntil(lambda: not watch.is_busy)
    assert BackupWatch(office, Tasks()).news.made_at is not None, "known again at the next start"


def test_a_second_folder_is_taken_and_filled_and_given_up(qtbot, card, watch, office, tmp_path, monkeypatch):
    stick = tmp_path / "U盘"
    monkeypatch.setattr(backups_card.QFileDialog, "getExistingDirectory", lambda *_args: str(stick))
    with qtbot.waitSignal(watch.told, check_params_cb=lambda news: news.made_at is not None):
        card.choose.click()
    assert second_root(office) == stick
    assert len(backups_in(stick)) == 1
    assert card.second.text() == str(stick)
    assert card.choose.label == "换第二个文件夹"
    card.forget.click()
    assert second_root(office) is None
    assert not card.forget.isVisible()
    monkeypatch.setattr(backups_card.QFileDialog, "getExistingDirectory", lambda *_args: "")
    card.choose.click()
    assert second_root(office) is None


def test_a_folder_that_takes_nothing_is_refused(card, office, told, tmp_path):
    (tmp_path / "file").write_text("")
    card.use_second(tmp_path / "file" / "below")
    assert isinstance(told[0], BackupNotMade)
    assert second_root(office) is None


def test_a_vanished_stick_is_said_and_the_own_backup_is_made(qtbot, card, watch, office, tmp_path):
    with qtbot.waitSignal(watch.told, check_params_cb=lambda news: news.made_at is not None):
        card.use_second(tmp_path / "U盘")
    qtbot.waitUntil(lambda: not watch.is_busy)
    (tmp_path / "U盘").rename(tmp_path / "away")
    with qtbot.waitSignal(watch.told):
        card.now.click()
    assert card.problem.isVisible()
    assert "U盘没有插上" in card.problem._sentence.text()
    assert len(backups_in(own_root(office.folder))) == 2
    card.use_second(None)
    assert not card.problem.isVisible()


def test_a_failure_is_said_with_what_is_safe(qtbot, card, watch, office):
    own_root(office.folder).write_text("")
    with qtbot.waitSignal(watch.told):
        card.now.click()
    assert card.last.text() == "还没有备份过"
    assert "本机数据都在" in card.problem._sentence.text()


def test_yesterdays_backup_is_called_yesterdays(card, office):
    card.show_news(BackupNews(office.clock() - timedelta(days=1)))
    assert card.last.text().startswith("上次备份：昨天")
    back_up(office)
    assert backup_watch.own_and_second(office) == (own_root(office.folder), None)
