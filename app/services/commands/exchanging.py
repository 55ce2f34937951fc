"""The sub-commands export, import and keys: bundles out and in, and which keys this store knows."""

import argparse
from pathlib import Path

from app.domain.person import Person
from app.identity.age import AgeKey
from app.services.bundle_keys import bundle_keys
from app.services.bundle_verdict import is_encrypted, key_in_file
from app.services.certificate_requests import certificate_requests
from app.services.commands.opening import USAGE, leave, opened, passphrase_of, say, store_arguments
from app.services.exporting import export_bundle
from app.services.importing import Incoming, incoming
from app.services.office_key import is_issued, office_key
from app.services.people import people
from app.services.revoking import is_revoked
from app.services.vouching import accepted_offices, joined_office
from app.services.workspace import Workspace

MB = 1_000_000


def run_export(arguments: list[str]) -> int:
    """`export --out FOLDER [--to RECIPIENT …]`: everything without a receipt, as one bundle.

    `--everything` for a hand-over, `--key-file` with a key of the first day beside it, whose password is the last line;
    `--public --plain` only what anybody may read, unencrypted. Raises what `export_bundle` and opening the store raise.
    """
    parser = store_arguments(
        "export", "--out 文件夹 [--to 公钥 …] [--key-file] [--everything | --receipts-for 设备 | --public --plain]"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--to", nargs="+", default=[])
    parser.add_argument("--key-file", action="store_true")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--everything", action="store_const", dest="what", const="everything", default="owed")
    what.add_argument("--receipts-for", default="")
    what.add_argument("--public", action="store_const", dest="what", const="public")
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args(arguments)
    if options.plain != (options.what == "public"):
        leave(USAGE, "公开材料不加密，--public 要和 --plain 一起写；别的都加密，不能写 --plain。")
    workspace, passphrase = _with_passphrase(options)
    try:
        done = export_bundle(
            workspace,
            passphrase,
            options.out,
            options.to,
            what="receipts" if options.receipts_for else options.what,
            device=options.receipts_for,
            first_day=options.key_file,
        )
    finally:
        workspace.close()
    say(
        f"已写到“{done.path}”（第{done.seq}包，{done.size / MB:.1f} MB）：记录{done.revisions}条，"
        f"佐证材料{done.evidence}份，报告{done.reports}份，已读回核对一致。回执收到以前本机留有副本。"
    )
    if done.key_file is not None:
        say(f"钥匙文件：{done.key_file}，密码只显示这一次：")
        say(done.password)
    return 0


def run_import(arguments: list[str]) -> int:
    """`import FILE.wyb [--plan] [--key FILE]`: take a bundle in, or only say what would come.

    Without --key the office key of this store opens it. Raises what `incoming`, `apply` and opening the store raise.
    """
    parser = store_arguments("import", "文件.wyb [--plan] [--key 密钥文件 [--key-passphrase-file 文件]]")
    parser.add_argument("file", type=Path)
    parser.add_argument("--plan", action="store_true")
    parser.add_argument("--key", type=Path, default=None)
    parser.add_argument("--key-passphrase-file", type=Path, default=None)
    options = parser.parse_args(arguments)
    workspace, passphrase = _with_passphrase(options)
    try:
        with incoming(workspace, options.file, _keys(workspace, options, passphrase)) as found:
            _say_plan(found)
            if options.plan:
                say("以上只是预览，没有收进任何内容。")
                return 0
            came = found.apply(passphrase)
    finally:
        workspace.close()
    if came.is_known:
        say("这个数据包以前收过，没有重复收进。")
    else:
        say(f"已收进{len(came.plan.new)}条，照片和报告{came.blobs}份；回执已记下，下次导出时带回。")
    return 0


def run_keys(arguments: list[str]) -> int:
    """`keys`: the office's key and recipient, whom it certified, and the offices that this store trusts."""
    options = store_arguments("keys").parse_args(arguments)
    workspace = opened(options)
    try:
        _say_office(workspace)
        for person in people(workspace):
            if person.author is not None:
                say(f"{person.name}：{person.author[:16]}，{_standing_words(workspace, person)}")
        for request in certificate_requests(workspace):
            say(f"等待签发：{request.person.name}，设备{request.device}，密钥指纹 {request.fingerprint}")
        for vouched in accepted_offices(workspace):
            say(f"已认可：{vouched.name}，{vouched.author[:16]}，公钥 {vouched.recipient or '未登记'}")
            say(f"其机关证书指纹：{vouched.fingerprint or '未登记'}")
    finally:
        workspace.close()
    return 0


def _say_office(workspace: Workspace) -> None:
    key, joined = office_key(workspace), joined_office(workspace)
    if key is not None:
        say(f"机关证书指纹：{key.fingerprint}")
        say(f"加密用的公钥：{key.recipient}")
    elif joined is not None:
        say(f"本机已加入：{joined.name}，机关证书指纹：{joined.fingerprint}")
    else:
        say("本机还没有机关密钥。")


def _standing_words(workspace: Workspace, person: Person) -> str:
    if is_revoked(workspace, person.author):
        return "证书已吊销"
    return "已由机关签发" if is_issued(workspace, person) else "未经机关签发"


def _with_passphrase(options: argparse.Namespace) -> tuple[Workspace, str | None]:
    """The store opened for writing, and the passphrase that also signs."""
    passphrase = passphrase_of(options) if options.passphrase_file is not None else None
    if options.passphrase_stdin:
        leave(USAGE, "这个命令还要用口令签名，请用 --passphrase-file 给出。")
    return opened(options, readonly=False), passphrase


def _keys(workspace: Workspace, options: argparse.Namespace, passphrase: str | None) -> list[AgeKey]:
    if not is_encrypted(options.file):
        return []
    if options.key is not None:
        secret = options.key_passphrase_file
        return [key_in_file(options.key, secret.read_text("utf-8-sig").splitlines()[0] if secret else None)]
    return bundle_keys(workspace, passphrase or "")


def _say_plan(found: Incoming) -> None:
    plan, sender = found.plan, found.sender
    say(f"数据包：{sender.office} {sender.name}，设备{found.info.device}第{found.info.sequence}包。")
    say(
        f"新的{len(plan.new)}条，已有{len(plan.known)}条，等待前序{len(plan.waiting)}条，"
        f"冲突{len(plan.conflicts)}处，隔离{len(plan.quarantined)}条；"
        f"照片{found.counts.evidence}份，报告{found.counts.reports}份。"
    )
    for one in plan.quarantined:
        say(f"隔离 {one.where}：{one.reason}")
