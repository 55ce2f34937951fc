"""Print copies on the disk: there or not, nothing depends on them."""

from app.store.print_copies import keep_copy, read_copy


def test_what_was_kept_is_read_again(tmp_path):
    assert read_copy(tmp_path, "a.1100") is None
    assert keep_copy(tmp_path, "a.1100", b"sealed")
    assert read_copy(tmp_path, "a.1100") == b"sealed"


def test_where_nothing_can_be_written_it_says_so(tmp_path):
    (tmp_path / "prints").write_bytes(b"in the way")
    assert not keep_copy(tmp_path, "a.1100", b"sealed")
    assert read_copy(tmp_path, "a.1100") is None
