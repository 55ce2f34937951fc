"""The sub-command verify: who signed a PDF or a bundle, when, and whether it is unchanged."""

import argparse
import tempfile
from pathlib import Path

from app.services.bundle_verdict import is_bundle, is_encrypted, key_in_file, verify_bundle
from app.services.commands.opening import USAGE, complain, leave, opened, passphrase_of, say, store_arguments
from app.services.reports import verify_file
from ui.commands.signature_words import complaint_lines, note_lines, outcome_line, signature_line
from ui.words.bundles import LINE_WORDS


def run_verify(arguments: list[str]) -> int:
    """`verify FILE.pdf|FILE.wyb`: exit 0 when every byte is as its signers left it, 1 with every complaint when not.

    Without --data no office is known and every certificate counts as 未经机关签发. An encrypted bundle is opened with
    the age key in the file `--key`, whose passphrase, where it has one, is given as a store's is; without a key the
    exit code is 2. Raises FileUnreadable and what `verify_bundle` raises.
    """
    parser = store_arguments("verify", "文件.pdf|文件.wyb [--key 机关密钥文件]")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, default=None)
    options = parser.parse_args(arguments)
    path: Path = options.file
    if is_bundle(path):
        return _verify_bundle(path, options)
    if options.data is None:
        verdict = verify_file(path, None)
    else:
        workspace = opened(options)
        try:
            verdict = verify_file(path, workspace)
        finally:
            workspace.close()
    for signature in verdict.signatures:
        say(signature_line(signature))
    if not verdict.is_genuine:
        complain(outcome_line(verdict))
        for line in complaint_lines(verdict):
            complain(line)
        return 1
    say(outcome_line(verdict))
    for line in note_lines(verdict):
        say(line)
    return 0


def _verify_bundle(path: Path, options: argparse.Namespace) -> int:
    keys = []
    if is_encrypted(path):
        if options.key is None:
            leave(
                USAGE,
                "这个数据包是加密的：请用 --key 给出机关密钥文件，.key.age 的另加 --passphrase-file。",
            )
        keys.append(key_in_file(options.key, passphrase_of(options)))
    with tempfile.TemporaryDirectory(prefix="wuyou-") as scratch:  # for this user only, and gone afterwards
        verdict = verify_bundle(path, keys, Path(scratch))
    counts, sender = verdict.counts, verdict.sender
    place = "，".join(part for part in (sender.office, sender.post) if part)
    say(
        f"数据包完整，签名有效：记录{counts.revisions}条，佐证材料{counts.evidence}份，报告{counts.reports}份，"
        f"全部与清单一致。这是这台电脑的第{verdict.info.sequence}个数据包"
        + ("，没有加密。" if verdict.info.is_open else "。")
    )
    say(f"发送人：{sender.name or '没有写姓名'}" + (f"（{place}）。" if place else "。"))
    if verdict.unknown:
        say(f"有{verdict.unknown}条记录是别人签的，这里没有他们的证书，导入时再核对。")
    for line in verdict.quarantined:
        complain(f"  - {line.where}：{LINE_WORDS[line.reason]}。")
    if verdict.quarantined:
        complain(f"有{len(verdict.quarantined)}条记录不能用，导入时会单独留存，不会并入。")
    return 1 if verdict.quarantined else 0
