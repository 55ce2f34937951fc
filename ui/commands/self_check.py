"""The sub-command self-check: store, fonts, signing, parts loaded late, printing and free space, one line each."""

import argparse
from collections.abc import Iterator

import app
from app.errors import AppError, StoreInUse
from app.services.commands.opening import opened, say, store_arguments, store_folder
from app.services.self_check import broken_fonts, free_bytes, signing_works, store_complaints, tables_that_differ
from app.services.trial_parts import Part, broken_parts
from app.services.workspace import workspace_state
from ui.messages import message_for

ROOM_NEEDED = 200 << 20
"""Bytes: a season of one district's reports, and a copy of the store before it is brought to a newer version."""

PART_WORDS: dict[Part, str] = {"excel": "Excel表格", "photos": "手机照片", "age": "加密文件", "pinyin": "拼音"}

Line = tuple[bool, str]
"""Whether it is in order, and the sentence."""


def run_self_check(arguments: list[str]) -> int:
    """`self-check [--rebuild]`: the version, then a line for each check; exit 1 when one is not in order.

    `--rebuild` proves that what the screen reads is what the records say; it needs the store for itself and raises
    StoreInUse while a window is open.
    """
    parser = store_arguments("self-check", "[--rebuild]")
    parser.add_argument("--rebuild", action="store_true")
    options = parser.parse_args(arguments)
    is_well = True
    say(f"五有自查 {app.VERSION}")
    for is_fine, sentence in _lines(options):
        is_well = is_well and is_fine
        say(f"{'正常' if is_fine else '有问题'}　{sentence}")
    return 0 if is_well else 1


def _lines(options: argparse.Namespace) -> Iterator[Line]:
    yield from _store(options)
    broken = broken_fonts()
    yield not broken, f"字体：{'缺少或读不出' + '、'.join(broken) if broken else '窗口和报告的字体齐全，能读出'}。"
    works = signing_works()
    yield works, "签名：试签一页，" + ("核验通过，改动一个字节能查出来。" if works else "核验没有通过。")
    missing = "、".join(PART_WORDS[part] for part in broken_parts())
    yield (
        not missing,
        "部件：" + (f"{missing}用不了，请重新安装程序。" if missing else "Excel表格、手机照片、加密文件、拼音都能用。"),
    )
    can_print = printing_is_there()
    yield can_print, "打印：" + ("打印部件可用。" if can_print else "缺少打印部件，请重新安装程序。")
    free = free_bytes(store_folder(options.data))
    yield (
        free >= ROOM_NEEDED,
        f"剩余空间：{free / (1 << 30):.1f} GB"
        + ("。" if free >= ROOM_NEEDED else f"，少于{ROOM_NEEDED >> 20} MB，请先清理磁盘。"),
    )


def _store(options: argparse.Namespace) -> Iterator[Line]:
    folder = store_folder(options.data)
    try:
        if options.data is None and workspace_state(folder) == "empty":
            yield True, f"本机数据：还没有建立，第一次启动时建在“{folder}”。"
            return
        workspace = opened(options, readonly=not options.rebuild)
    except StoreInUse:
        raise
    except AppError as error:
        yield False, _told(error)
        return
    try:
        found = store_complaints(workspace)
        yield not found, f"本机数据：{_few(found) if found else f'“{folder}”打得开，逐页核对完好'}。"
        if options.rebuild:
            tables = tables_that_differ(workspace)
            said = f"与签名记录不一致的表：{_few(tables)}" if tables else "由签名记录重新算出的内容与现有内容一致"
            yield not tables, f"重建核对：{said}。"
    except AppError as error:
        yield False, _told(error)
    finally:
        workspace.close()


def _told(error: AppError) -> str:
    words = message_for(error)
    return f"本机数据：{words.title}。{words.happened}{words.next_step}"


def _few(found: tuple[str, ...]) -> str:
    return "；".join(found[:3]) + (f"等{len(found)}处" if len(found) > 3 else "")


def printing_is_there() -> bool:
    """Whether Qt's printing came with the program."""
    try:
        from PySide6.QtPrintSupport import QPrinter
    except ImportError:
        return False
    return QPrinter is not None
