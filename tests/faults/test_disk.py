"""Answers come through a disk that fills up, fails, or is cut off: what was acknowledged had reached the disk."""

import contextlib
import os
import re

import pytest

from app.domain.inspection import Change
from app.errors import StoreFull
from app.store.database import create_store, open_store
from app.store.inspections import answers, new_inspection, save_change
from app.store.integrity import check
from tests.faults.tracing import refusal

SYSCALLS = "trace=write,pwrite64,fsync,fdatasync"
LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<fd>\d+)<(?P<file>[^>]*)>(?P<rest>.*)$")

SMALL_DISK = 2 << 20


needs_strace = pytest.mark.skipif(bool(refusal()), reason=refusal())


@needs_strace
def test_the_log_is_synced_before_each_answer_is_acknowledged(bench, tmp_path):
    trace = tmp_path / "trace"
    program = bench.start("strace", "-f", "-y", "-o", str(trace), "-e", SYSCALLS, count=60)
    said = program.communicate(timeout=120)[0].splitlines()
    assert sum(line.startswith("saved") for line in said) == 60
    written = synced = acknowledged = 0
    for line in trace.read_text(errors="replace").splitlines():
        found = LINE.match(line)
        if found is None:
            continue
        if found["file"].endswith("store.db-wal"):
            if found["call"] in ("fsync", "fdatasync"):
                assert found["rest"].rstrip().endswith("= 0")
                synced = written
            else:
                written += 1
        elif found["fd"] == "1" and '"saved ' in found["rest"]:
            assert synced == written, f"acknowledged with {written - synced} writes not synced: {line}"
            assert written > acknowledged, f"acknowledged without a write: {line}"
            acknowledged = written
    assert acknowledged > 60


# The first calls of a kind belong to opening the store; `when` counts them all.
@needs_strace
@pytest.mark.parametrize(
    ("call", "errno", "when", "refusal"),
    [
        ("pwrite64", "ENOSPC", "40..70", "StoreFull"),
        ("pwrite64", "EIO", "40..70", "StoreWriteFailed"),
        ("pwrite64", "EROFS", "40..70", "StoreWriteFailed"),
        ("fsync,fdatasync", "EIO", "8..12", "StoreWriteFailed"),
        ("fsync,fdatasync", "ENOSPC", "8..12", "StoreWriteFailed"),
    ],
)
def test_a_failing_disk_refuses_answers_in_its_own_name_and_loses_none(bench, call, errno, when, refusal):
    inject = ("-e", f"trace={call}", "-e", f"inject={call}:error={errno}:when={when}")
    program = bench.start("strace", "-f", "-o", os.devnull, *inject, count=80)
    said = [line.split() for line in program.communicate(timeout=120)[0].splitlines()]
    refused = {words[2] for words in said if words[0] == "refused"}
    assert refused == {refusal}
    assert said[-1][0] == "saved", "work goes on once the disk does"
    assert bench.lost(max(int(words[1]) for words in said if words[0] == "saved"), whole_file=True) == []


def test_a_full_disk_refuses_the_answer_keeps_the_others_and_goes_on_when_there_is_room(small_disk, key, now, draft):
    with create_store(small_disk / "data", key=key, realm="faults", clock=now) as store:
        new_inspection(store, draft)
        (small_disk / "film").write_bytes(bytes(1_000_000))

        def answer(n: int) -> None:
            save_change(store, draft.id, Change("items", f"1.{n}", {"reason": "字" * 2000}), now(), None)

        def answer_until_full() -> int:
            for n in range(5000):
                try:
                    answer(n)
                except StoreFull:
                    return n
            return -1

        saved = answer_until_full()
        assert saved > 0
        for _ in range(3):
            with pytest.raises(StoreFull):
                answer(saved)
        assert set(answers(store, draft.id)["items"]) == {f"1.{n}" for n in range(saved)}
        (small_disk / "film").unlink()
        answer(saved)
    with open_store(small_disk / "data", key=key) as store:
        assert set(answers(store, draft.id)["items"]) == {f"1.{n}" for n in range(saved + 1)}
        assert check(store) == ()


def test_a_store_on_a_full_disk_can_still_be_looked_at(small_disk, key, now, draft):
    with create_store(small_disk / "data", key=key, realm="faults", clock=now) as store:
        new_inspection(store, draft)
    with (small_disk / "film").open("wb", buffering=0) as film, contextlib.suppress(OSError):
        while film.write(bytes(4096)):
            pass
    with open_store(small_disk / "data", key=key, readonly=True) as store:
        assert answers(store, draft.id)["items"] == {}
    with pytest.raises(StoreFull):
        open_store(small_disk / "data", key=key)
    (small_disk / "film").unlink()
    with open_store(small_disk / "data", key=key) as store:
        save_change(store, draft.id, Change("notes", "remark", "无"), now(), None)


def test_a_store_is_made_whole_or_not_at_all_on_a_full_disk(small_disk, key, now):
    (small_disk / "film").write_bytes(bytes(2_000_000))
    with pytest.raises(StoreFull):
        create_store(small_disk / "data", key=key, realm="faults", clock=now)
    (small_disk / "film").unlink()
    create_store(small_disk / "data", key=key, realm="faults", clock=now).close()
