import pytest

from timeline_tui.load.noted import Noted
from timeline_tui.load.splitting import Split, Start

EVENT = b'{"id": "a", "title": "A"}'


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (EVENT, True),
        (EVENT + b"\n", True),
        (b"\n\n" + EVENT + b"\r\n\r\n" + EVENT, True),
        (b'{"kind": "timeline", "title": "T"}\n', True),
        (b'{"id": "a",}\n' + EVENT, True),
        (b'{"events": [' + EVENT + b"]}", False),
        (b'{"id": "x", "events": [' + EVENT + b"]}", False),
        (b'{"title": "T"}', False),
        (b'{"title": "T"}\n\n', False),
        (b"{\n" + EVENT, False),
        (b"[" + EVENT + b"\n" + EVENT, False),
        (EVENT + b"\nx", False),
        (b"", False),
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_whether_a_file_is_json_lines_is_seen_from_its_beginning(data: bytes, size: int, *, lines: bool) -> None:
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    assert Split(pieces, Noted()).lines is lines


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (EVENT, True),
        (b'{"id": "a",\n' + EVENT, True),
        (b'{"title": "T"}', True),
        (b'{"id": "a", "title": "A", "people": ["b"]}', True),
        (b'{"title": "A", "people": ["b"]}', True),
        (b"\n{ \r\n" + EVENT, False),
        (b'{"title": "T", "events": [' + EVENT + b"]}\n", False),
        (b'{"title": "T", "events": []}\n' + EVENT, True),
        (b"{]\n", True),
        (b"", True),
    ],
)
def test_what_is_called_json_lines_is_a_document_where_it_plainly_is_one(data: bytes, *, lines: bool) -> None:
    assert Split([data], Noted(), lines=True).lines is lines
    assert Split([data], Noted(), lines=True, start=Start(9, 2, 1)).lines is True
