"""Large photos from one store over a stick into another, and how much memory each side took.

`carrying.py FOLDER found MEGABYTES`, then `… export`, then `… import`: each says its figures as JSON.
"""

import io
import json
import random
import sys
from pathlib import Path

from PIL import Image

from app.services.evidence import add_evidence
from app.services.exporting import export_bundle
from tests.faults import offices
from tests.faults.offices import COMMUNITIES, PASSPHRASE

PHOTO = 8 << 20
AT_ONCE = 10


def found(folder: Path, megabytes: int) -> None:
    """A desktop and a laptop with an inspection that has so many megabytes of photos."""
    desktop = offices.office(folder / "desktop")
    offices.second_machine(desktop, folder / "laptop")
    desktop.close()
    laptop = offices.opened(folder / "laptop")
    wanted = offices.inspected(laptop, COMMUNITIES[0], signs=False)
    seen = io.BytesIO()
    Image.effect_noise((160, 120), 80).save(seen, "JPEG")
    codes = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3")
    chance = random.Random(2048)  # noqa: S311 - only bytes that cannot be packed
    for number in range(megabytes * (1 << 20) // PHOTO + 1):
        photo = folder / f"IMG_{number:04}.JPG"
        photo.write_bytes(seen.getvalue() + chance.randbytes(PHOTO))
        added = add_evidence(laptop, wanted, codes[number // AT_ONCE % len(codes)], [photo])
        assert added.added, added
        photo.unlink()
    laptop.close()
    (folder / "stick").mkdir()


def main(folder: Path, what: str, megabytes: str = "0") -> None:
    """Do one part."""
    figures = {}
    if what == "found":
        found(folder, int(megabytes))
    elif what == "export":
        laptop = offices.opened(folder / "laptop")
        done = export_bundle(laptop, PASSPHRASE, folder / "stick")
        laptop.close()
        figures = {"size": done.size, "files": done.evidence}
    else:
        desktop = offices.opened(folder / "desktop")
        figures = {"files": offices.taken_in(desktop, next((folder / "stick").glob("*.wyb"))).blobs}
        desktop.close()
    # getrusage would count the program that started this one.
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    sys.stdout.write(json.dumps({**figures, "peak": int(line.split()[1]) // 1024}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
