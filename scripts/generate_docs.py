"""Writes what the documentation takes from the program: the key table, the schema, the pictures.

``python scripts/generate_docs.py --check`` writes nothing and ends with 1 where a text differs.
"""

import asyncio
import json
import os
import re
import sys
import tempfile
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from timeline_tui.explore.commands import COMMANDS, Group
from timeline_tui.load.models import Timeline
from timeline_tui.store.opening import open_timeline
from timeline_tui.tui.app import TimelineApp
from timeline_tui.view.overlays import keys_of, overlay_group

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SCHEMA = ROOT / "docs" / "timeline.schema.json"
BEGIN, END = "<!-- keys: generated -->", "<!-- keys: end -->"

PICTURES = {
    "explorer.svg": ("textual-dark", (120, 36), ["D", "j", "j"]),
    "search.svg": ("textual-light", (120, 36), ["slash", *"robot", "enter", "j"]),
}


def key_table() -> str:
    """All commands with their keys, as a Markdown table."""
    rows = ["| keys | what they do |", "| --- | --- |"]
    for group in Group:
        rows.append(f"| | **{overlay_group(group, 'en')}** |")
        for command in COMMANDS:
            if command.group is group:
                keys = " ".join(f"`{key}`" for key in keys_of(command).split()).replace("|", "\\|")
                rows.append(f"| {keys} | {command.help['en'].replace('|', chr(92) + '|')} |")
    return "\n".join(rows)


def readme_with_keys(text: str) -> str:
    """The README with the key table of today."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{key_table()}\n{END}{after}"


def schema() -> str:
    """The JSON Schema of a timeline file."""
    made = Timeline.model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "Timeline JSON, version 1"
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


async def picture(theme: str, size: tuple[int, int], keys: list[str]) -> str:
    """The screen after some keys, as SVG without references to the network."""
    opened = open_timeline(None)
    app = TimelineApp(opened, lambda _: opened, "en")
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.press(*keys)
        await pilot.pause()
        svg = app.export_screenshot()
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", svg).replace(
        "Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono"
    )


def texts() -> dict[Path, str]:
    """Every generated text by its file."""
    return {README: readme_with_keys(README.read_text(encoding="utf-8")), SCHEMA: schema()}


def main() -> int:
    """Write, or with ``--check`` compare."""
    if "--check" in sys.argv[1:]:
        stale = [path.name for path, text in texts().items() if path.read_text(encoding="utf-8") != text]
        print(f"run `make docs`: {', '.join(stale)} differ" if stale else "the generated texts are up to date")
        return bool(stale)
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_STATE_HOME"] = home
        for name, (theme, size, keys) in PICTURES.items():
            (ROOT / "docs" / name).write_text(asyncio.run(picture(theme, size, keys)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
