"""Facts that stay in this store."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from app.store.database import create_store
from app.store.memos import memo, put_memo


def test_a_memo_is_kept_changed_and_forgotten(tmp_path: Path):
    with create_store(tmp_path, key=secrets.token_bytes(32), realm="r", clock=lambda: datetime.now(UTC)) as store:
        assert memo(store, "colour") is None
        put_memo(store, "colour", "红")
        put_memo(store, "colour", "蓝")
        assert memo(store, "colour") == "蓝"
        put_memo(store, "colour", None)
        assert memo(store, "colour") is None
