"""Pictures of every page and dialog: `screenshots.py --out DIR [--text extra] [--contrast high]`."""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    """Build a practice district, do the main job, take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--text", default="standard")
    parser.add_argument("--contrast", default="light")
    options = parser.parse_args()

    from app.services.demo import create_demo_workspace, do_main_job
    from app.settings import CONTRAST, TEXT_SIZE, Settings
    from ui.application import dress
    from ui.pictures import take_pictures
    from ui.rare_characters import draw_rare_characters, read_rare_font
    from ui.theme import load_fonts, running_app

    app = running_app()
    load_fonts(app)
    draw_rare_characters(read_rare_font())
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), {TEXT_SIZE: options.text, CONTRAST: options.contrast})
        dress(app, settings)
        workspace = create_demo_workspace(Path(folder) / "store")
        wanted = do_main_job(workspace).opened.inspection.id
        made = take_pictures(workspace, wanted, settings, options.out)
        workspace.close()
    print(f"{len(made)} pictures in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
