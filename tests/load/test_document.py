import json
from typing import Any

import pytest

from timeline_tui.load import document
from timeline_tui.load.batches import Batch
from timeline_tui.load.noted import Noted
from timeline_tui.load.splitting import Split


def events(count: int) -> list[dict[str, Any]]:
    """Events whose parts look like the borders of records."""
    part = {"id": "},{", "source": 'a"},{"id": "b"'}
    return [{"id": f"e{number}", "title": "Ä},{", "citations": [part, part]} for number in range(count)]


def cut(data: bytes, size: int = 4096) -> list[Batch]:
    noted = Noted()
    batches = list(Split((data[at : at + size] for at in range(0, len(data), size)), noted).batches())
    assert not len(noted)
    return batches


@pytest.mark.parametrize("indent", [None, 1])
def test_nearly_all_records_of_a_long_list_are_cut_many_at_once(indent: int | None) -> None:
    given = events(5_000)
    data = json.dumps({"events": given, "people": given}, indent=indent, ensure_ascii=False).encode()
    batches = cut(data)
    for section in ("events", "people"):
        found = [batch for batch in batches if batch.section == section]
        assert [json.loads(record) for batch in found for record in batch] == given
        assert [batch.number for batch in found] == [sum(map(len, found[:index])) for index in range(len(found))]
    assert len(batches) < 200


def test_a_batch_knows_where_each_of_its_records_stands() -> None:
    data = json.dumps({"events": events(400)}, indent=1, ensure_ascii=False).encode()
    for batch in cut(data):
        for position in (0, len(batch) - 1, len(batch) // 2):
            before = data[: batch.offset + batch.starts[position]].decode()
            assert batch.place(position) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_a_list_of_records_of_any_kind_is_cut_exactly() -> None:
    given = [{"id": "a"}, 5, [{"id": "b"}], "},{", None, {"id": "c"}, [], {}, {"id": "d"}, True, {"id": "e"}] * 300
    data = json.dumps({"events": given}).encode()
    assert [json.loads(record) for batch in cut(data) for record in batch] == given


def test_records_longer_than_what_is_looked_at_are_cut() -> None:
    given = [{"id": str(number), "title": "x" * 3 * document._LARGE} for number in range(4)]
    data = json.dumps({"events": given}).encode()
    assert [json.loads(record) for batch in cut(data) for record in batch] == given
