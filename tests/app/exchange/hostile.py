"""Hostile bundles: each is a good one with one thing wrong, and the complaint it must be refused with."""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable

from app.exchange.complaints import ComplaintKind as Kind
from tests.app.exchange.sticks import OUTSIDER, SENDER, packed, summed

Files = dict[str, bytes]
PHOTO = "bag/data/evidence/"
LINES = "bag/data/revisions-0001.ndjson"


def with_file(name: str, data: bytes = b"x", **how: object) -> Callable[[Files], bytes]:
    """One file more, listed and signed as if it belonged there."""
    return lambda files: packed(summed({**files, name: data}), **how)


def changed(name: str, change: Callable[[bytes], bytes], *, signed: bool) -> Callable[[Files], bytes]:
    """One file changed; `signed`: with all lists and the signature brought up to it."""

    def make(files: Files) -> bytes:
        after = {**files, name: change(files[name])}
        return packed(summed(after) if signed else after)

    return make


def without(name: str) -> Callable[[Files], bytes]:
    return lambda files: packed({each: data for each, data in files.items() if each != name})


def patched(change: Callable[[bytearray], object]) -> Callable[[Files], bytes]:
    """The bytes of the zip themselves changed."""

    def make(files: Files) -> bytes:
        data = bytearray(packed(files))
        return bytes(change(data) or data)

    return make


def twins(one: str, other: str) -> Callable[[Files], bytes]:
    return lambda files: packed(summed({**files, one: b"x", other: b"y"}))


def central(data: bytearray, name: str) -> int:
    """Where the directory's entry of a name begins."""
    return data.rindex(name.encode()) - 46


def local(data: bytearray, name: str) -> int:
    return data.index(name.encode()) - 30


def put(at: Callable[[bytearray, str], int], name: str, offset: int, shape: str, value: int):
    return patched(lambda data: struct.pack_into(shape, data, at(data, name) + offset, value))


def a_link(files: Files) -> bytes:
    data = bytearray(packed(files))
    struct.pack_into("<L", data, central(data, LINES) + 38, 0o120777 << 16)
    return bytes(data)


def renamed_raw(old: str, new: str):
    """Every `old` in the bytes of the zip becomes `new` of the same length."""
    return patched(lambda data: bytearray(bytes(data).replace(old.encode(), new.encode())))


def name_twice(files: Files) -> bytes:
    twin = LINES.replace("0001", "0002")
    data = packed({**files, twin: b"x"})
    return data.replace(twin.encode(), LINES.encode())


def overlapping(files: Files) -> bytes:
    data = bytearray(packed(files))
    where = struct.unpack_from("<L", data, central(data, "bag/bagit.txt") + 42)[0]
    struct.pack_into("<L", data, central(data, "bag/bag-info.txt") + 42, where)
    return bytes(data)


def bomb(files: Files) -> bytes:
    return _deflated(summed({**files, LINES: b"\n" * (60 << 20)}))


def packed_bomb(files: Files) -> bytes:
    """As `bomb`, but the directory says it is small: reading stops at what is declared."""
    archive = bytearray(_deflated({LINES: b" " * (8 << 20)}))
    struct.pack_into("<L", archive, central(archive, LINES) + 24, 1000)
    struct.pack_into("<L", archive, local(archive, LINES) + 22, 1000)
    return bytes(archive)


def _deflated(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def many(files: Files) -> bytes:
    return packed({**files, **{f"bag/data/{number}": b"" for number in range(200_000)}})


def gap(files: Files) -> bytes:
    """Bytes that belong to no entry, between two of them."""
    data = packed(files)
    cut = data.index(b"PK\x01\x02")
    start = struct.unpack_from("<L", data, len(data) - 6)[0]
    return data[:cut] + b"hidden" + data[cut:-6] + struct.pack("<L", start + 6) + data[-2:]


def signed_by_another_in_the_senders_name(files: Files) -> bytes:
    """The right certificate, and a signature that another key made."""
    import dataclasses

    forger = dataclasses.replace(SENDER, key=dataclasses.replace(SENDER.key, private=OUTSIDER.key.private))
    return packed(summed(files, forger))


def signature_of_another_bundle(files: Files) -> bytes:
    other = summed({**files, LINES: b""})
    return packed({**files, "bag/signature.p7s": other["bag/signature.p7s"]})


def md5_manifest(files: Files) -> bytes:
    listed = b"d41d8cd98f00b204e9800998ecf8427e  data/revisions-0001.ndjson\n"
    return packed({**files, "bag/manifest-sha256.txt": listed})


def info(old: bytes, new: bytes) -> Callable[[Files], bytes]:
    return changed("bag/bag-info.txt", lambda data: data.replace(old, new), signed=True)


def photo_of(files: Files) -> str:
    return next(name for name in sorted(files) if name.startswith(PHOTO))


def photo_changed(files: Files) -> bytes:
    return packed({**files, photo_of(files): b"\xff\xd8 another"})


def photo_exchanged(files: Files) -> bytes:
    return packed(summed({**files, photo_of(files): b"\xff\xd8 another"}))


def photo_missing(files: Files) -> bytes:
    return packed({name: data for name, data in files.items() if name != photo_of(files)})


NFC = unicodedata.normalize("NFC", "bag/data/é")
NFD = unicodedata.normalize("NFD", NFC)

HOSTILE: dict[str, tuple[Kind, Callable[[Files], bytes]]] = {
    "not a zip": (Kind.NOT_A_ZIP, lambda _: b"PKnothing of the kind"),
    "truncated": (Kind.CUT_OFF, patched(lambda data: data[:-200])),
    "half": (Kind.CUT_OFF, patched(lambda data: data[: len(data) // 2])),
    "prepended": (Kind.BYTES_BEFORE, patched(lambda data: b"PK" + b"MZ a program" * 9 + data)),
    "appended": (Kind.BYTES_AFTER, patched(lambda data: data + b"more")),
    "comment": (Kind.BYTES_AFTER, patched(lambda data: data[:-2] + b"\x04\0more")),
    "gap": (Kind.BYTES_BETWEEN, gap),
    "directory count": (Kind.DIRECTORY_BROKEN, patched(lambda data: data.__setitem__(len(data) - 12, data[-12] + 1))),
    "two disks": (Kind.DIRECTORY_BROKEN, patched(lambda data: data.__setitem__(len(data) - 18, 1))),
    "200,000 entries": (Kind.TOO_MANY_ENTRIES, many),
    "bomb": (Kind.PACKED_TOO_TIGHT, bomb),
    "bomb that lies": (Kind.CONTENT_BROKEN, packed_bomb),
    "absolute": (Kind.ABSOLUTE_PATH, with_file("/etc/passwd")),
    "traversal": (Kind.PARENT_PATH, with_file("bag/data/../../../evil")),
    "traversal by backslash": (Kind.PARENT_PATH, with_file("bag\\..\\evil")),
    "drive": (Kind.DRIVE_LETTER, with_file("C:/evil")),
    "backslash": (Kind.BACKSLASH, renamed_raw("bag/data/revisions", "bag\\data\\revisions")),
    "link": (Kind.LINK, a_link),
    "folder": (Kind.SPECIAL_FILE, put(central, LINES, 38, "<L", 0o040755 << 16)),
    "pipe": (Kind.SPECIAL_FILE, put(central, LINES, 38, "<L", 0o010644 << 16)),
    "device name": (Kind.DEVICE_NAME, with_file("bag/data/nul")),
    "device name with ending": (Kind.DEVICE_NAME, with_file("bag/data/com1.ndjson")),
    "capitals": (Kind.NAME_MALFORMED, with_file("bag/data/Photo.jpg")),
    "chinese": (Kind.NAME_MALFORMED, with_file("bag/data/红梅.jpg")),
    "outside the bag": (Kind.NAME_MALFORMED, with_file("other/file")),
    "control character": (Kind.NAME_MALFORMED, with_file("bag/data/a\nb")),
    "long name": (Kind.NAME_TOO_LONG, with_file("bag/data/" + "a" * 130)),
    "name twice": (Kind.NAME_TWICE, name_twice),
    "name twice by case": (Kind.NAME_TWICE_BY_CASE, twins("bag/data/a", "bag/data/A")),
    "name twice by NFC": (Kind.NAME_TWICE_BY_SPELLING, twins(NFC, NFD)),
    "overlap": (Kind.OVERLAP, overlapping),
    "headers disagree in name": (
        Kind.HEADERS_DISAGREE,
        patched(lambda data: data.__setitem__(local(data, LINES) + 30, ord("B"))),
    ),
    "headers disagree in size": (Kind.HEADERS_DISAGREE, put(local, LINES, 22, "<L", 3)),
    "encrypted entry": (Kind.ENTRY_ENCRYPTED, put(central, LINES, 8, "<H", 1)),
    "unknown packing": (Kind.METHOD_UNKNOWN, put(central, LINES, 10, "<H", 12)),
    "larger than 2 GB": (Kind.FILE_TOO_LARGE, put(central, LINES, 24, "<L", 0xFFFFFFFE)),
    "content of another checksum": (
        Kind.CONTENT_BROKEN,
        patched(lambda data: data.__setitem__(local(data, LINES) + 80, data[local(data, LINES) + 80] ^ 1)),
    ),
    "no bagit.txt": (Kind.NOT_A_BAG, without("bag/bagit.txt")),
    "other version": (Kind.VERSION_UNKNOWN, changed("bag/bagit.txt", lambda d: d.replace(b"1.0", b"2.0"), signed=True)),
    "other encoding": (
        Kind.VERSION_UNKNOWN,
        changed("bag/bagit.txt", lambda data: data.replace(b"UTF-8", b"GB18030"), signed=True),
    ),
    "md5 manifest": (Kind.OTHER_ALGORITHM, with_file("bag/manifest-md5.txt")),
    "md5 in the manifest": (Kind.OTHER_ALGORITHM, md5_manifest),
    "fetch.txt": (Kind.FETCHES, with_file("bag/fetch.txt", b"https://example.org/a 3 data/a\n")),
    "broken manifest": (
        Kind.MANIFEST_MALFORMED,
        changed("bag/manifest-sha256.txt", lambda data: data + b"what\n", signed=False),
    ),
    "manifest mismatch": (Kind.MANIFEST_DIFFERS, photo_changed),
    "manifest changed": (
        Kind.TAG_DIFFERS,
        changed("bag/manifest-sha256.txt", lambda data: data[::-1][1:] + b"\n", signed=False),
    ),
    "no manifest": (Kind.FILE_MISSING, without("bag/manifest-sha256.txt")),
    "no tag manifest": (Kind.FILE_MISSING, without("bag/tagmanifest-sha256.txt")),
    "photo missing": (Kind.FILE_MISSING, photo_missing),
    "extra photo": (
        Kind.FILE_EXTRA,
        lambda files: packed({**files, f"{PHOTO}ab/{'ab' * 32}.jpg": b"not on the list"}),
    ),
    "extra tag file": (Kind.FILE_EXTRA, with_file("bag/readme.txt")),
    "strange file": (Kind.FILE_STRANGE, with_file("bag/data/setup.exe")),
    "another photo under the name": (Kind.NAME_OF_OTHER_CONTENT, photo_exchanged),
    "field missing": (Kind.INFO_MALFORMED, info(b"Realm: ", b"Reich: ")),
    "field twice": (Kind.INFO_MALFORMED, info(b"Schema: 1\n", b"Schema: 1\nSchema: 1\n")),
    "header not UTF-8": (Kind.INFO_MALFORMED, info(b"Schema: 1\n", b"Schema: \xff\n")),
    "wrong oxum": (Kind.OXUM_DIFFERS, info(b"Payload-Oxum: ", b"Payload-Oxum: 1")),
    "wrong counts": (Kind.COUNTS_DIFFER, info(b"revisions=5", b"revisions=6")),
    "newer schema": (Kind.SCHEMA_NEWER, info(b"Schema: 1", b"Schema: 2")),
    "another realm": (Kind.OTHER_REALM, info(b"Realm: office:ab", b"Realm: office:cd")),
    "practice realm": (Kind.OTHER_REALM, info(b"Realm: office:", b"Realm: demo:")),
    "marked as open": (
        Kind.OPEN_UNMARKED,
        changed(
            "bag/bag-info.txt",
            lambda data: b"\n".join(
                b"Recipients: none" if line.startswith(b"Recipients") else line for line in data.split(b"\n")
            ),
            signed=True,
        ),
    ),
    "no signature": (Kind.SIGNATURE_MISSING, without("bag/signature.p7s")),
    "broken signature": (
        Kind.SIGNATURE_BROKEN,
        changed("bag/signature.p7s", lambda data: data[:-1] + bytes([data[-1] ^ 1]), signed=False),
    ),
    "forged signature": (Kind.SIGNATURE_BROKEN, signed_by_another_in_the_senders_name),
    "signature of another bundle": (Kind.SIGNATURE_OF_OTHER, signature_of_another_bundle),
    "another sender": (Kind.SENDER_DIFFERS, lambda files: packed(summed(files, OUTSIDER))),
}
