"""Saved views: looks with names, in plain TOML files beside the timeline and in the user's configuration folder."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, fields

from timeline_tui.index.base import Order
from timeline_tui.model.look import Look
from timeline_tui.model.text import clean, one_line
from timeline_tui.store.safely import write_safely

_KINDS = {field.name: type(field.default) for field in fields(Look)}


class ViewsError(Exception):
    """A file of views that cannot be read or written; the message is for people, path first."""


def views_files(timeline: str | None) -> tuple[Path, ...]:
    """Where views are looked for, the first counting most: ``case.views.toml`` by ``case.json``, then the user's."""
    from platformdirs import user_config_path  # noqa: PLC0415  # only who has views needs it

    own = user_config_path("timeline-tui", appauthor=False) / "views.toml"
    if timeline is None or timeline == "-":
        return (own,)
    where = Path(timeline)
    return (where.with_name(f"{where.name.partition('.json')[0]}.views.toml"), own)


def read_views(timeline: str | None) -> tuple[dict[str, Look], tuple[str, ...]]:
    """All views for a timeline by name, in the order of the files, and what is wrong with files and other views."""
    found: dict[str, Look] = {}
    faults: list[str] = []
    for file in views_files(timeline):
        try:
            tables = _tables(file)
        except ViewsError as error:
            faults.append(str(error))
            continue
        for name, written in tables.items():
            try:
                found.setdefault(one_line(name), _look(file, name, written))
            except ViewsError as error:
                faults.append(str(error))
    return found, tuple(faults)


def save_view(timeline: str | None, name: str, look: Look) -> tuple[Path, bool]:
    """Keep a view under a name, in place of one that was called so; comments in the file stay.

    It goes beside the timeline where there is such a file already, else to the user's own; the path is returned, and
    whether there was one that was called so.

    Raises:
        ViewsError: where the file cannot be read or written.
    """
    import tomlkit  # noqa: PLC0415  # only who saves needs it
    from tomlkit.items import InlineTable  # noqa: PLC0415  # as above

    files = views_files(timeline)
    file = next((place for place in files if place.exists()), files[-1])
    _tables(file)
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
        views = document.setdefault("views", tomlkit.table(is_super_table=True))
        table = tomlkit.inline_table() if isinstance(views, InlineTable) else tomlkit.table()
        for key, value in asdict(look).items():
            if value:
                table.add(key, value)
        replaced = name in views
        views[name] = table
        write_safely(file, tomlkit.dumps(document))
    except OSError as error:
        raise ViewsError(f"{one_line(str(file))}: {error.strerror}") from None
    except ValueError:
        raise ViewsError(f"{one_line(str(file))}: views are written as [views.NAME], each a table of its own") from None
    return file, replaced


def _tables(file: Path) -> Mapping[str, Any]:
    shown = one_line(str(file))
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ViewsError(f"{shown}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ViewsError(f"{shown}: {clean(str(error))}") from None
    views = written.get("views", {})
    if not isinstance(views, dict):
        raise ViewsError(f'{shown}: write a view as [views.NAME] with query = "…" below it')
    return views


def _look(file: Path, name: str, written: Any) -> Look:
    shown = f"{one_line(str(file))}: view {one_line(name)!r}"
    if not isinstance(written, dict):
        raise ViewsError(f'{shown}: write it as [views.NAME] with query = "…" below it')
    for key, value in written.items():
        if key not in _KINDS:
            raise ViewsError(f"{shown}: there is no {one_line(key)!r}; there are {', '.join(_KINDS)}")
        if type(value) is not _KINDS[key]:
            raise ViewsError(f"{shown}: {key} is {'true or false' if _KINDS[key] is bool else 'text in quotes'}")
    if written.get("order", "date") not in set(Order):
        raise ViewsError(f"{shown}: order is one of {', '.join(Order)}")
    safe: dict[str, Any] = {key: one_line(value) if isinstance(value, str) else value for key, value in written.items()}
    return Look(**safe)
