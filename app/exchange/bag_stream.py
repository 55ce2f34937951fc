"""A BagIt bag (RFC 8493) as one zip that is made while it is read: for an archive that is encrypted on its way out."""

import hashlib
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, cast

from app.exchange.bag_folder import DECLARATION, PIECE, BagFile, info_lines, manifest, require_name
from app.exchange.piece_stream import PieceStream, Sink
from app.progress import Progress, Step, no_progress


def bag_stream(
    root: str,
    files: Iterable[BagFile],
    info: Sequence[tuple[str, str]],
    *,
    total: int = 0,
    progress: Progress = no_progress,
) -> PieceStream:
    """A zip with one folder `root` that is the bag; `total` files are expected, for the progress only."""
    return PieceStream(_pieces(root, files, info, total, progress))


def _pieces(
    root: str, files: Iterable[BagFile], info: Sequence[tuple[str, str]], total: int, progress: Progress
) -> Iterator[bytes]:
    sink, listed, size = Sink(), dict[str, str](), 0
    with zipfile.ZipFile(cast("BinaryIO", sink), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for file in files:
            progress(Step(file.name, len(listed), total))
            name = f"data/{require_name(file.name)}"
            if name in listed:
                raise ValueError(f"twice in the bag: {name}")
            sha256 = hashlib.sha256()
            with file.opened() as source, archive.open(_entry(f"{root}/{name}"), "w", force_zip64=True) as target:
                while piece := source.read(PIECE):
                    sha256.update(piece)
                    size += len(piece)
                    target.write(piece)
                    yield sink.taken()
            listed[name] = sha256.hexdigest()
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": info_lines([*info, ("Payload-Oxum", f"{size}.{len(listed)}")]),
            "manifest-sha256.txt": manifest(listed),
        }
        tags["tagmanifest-sha256.txt"] = manifest(
            {name: hashlib.sha256(data).hexdigest() for name, data in tags.items()}
        )
        for name, data in tags.items():
            with archive.open(_entry(f"{root}/{name}"), "w") as target:
                target.write(data)
            yield sink.taken()
    yield sink.taken()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry
