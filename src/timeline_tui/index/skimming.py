"""Records that cannot hold a phrase, told by their bytes: many times quicker than decoding and folding them."""

import re

_PLAIN = b"bcdfghjklmnpqrtvwxyz"
"""Letters that nothing in a common record is folded to but themselves, nor is added or taken by any spelling."""

_BETWEEN = {byte for byte in range(0x80) if not chr(byte).isalnum()} | {0xE2}
_TABLE = bytes(0x20 if byte in _BETWEEN else byte for byte in bytes(range(256)).lower())
_OTHERS = bytes(set(range(256)) - _BETWEEN - set(_PLAIN) - set(_PLAIN.upper()))

_COMMON = re.compile(
    rb"""(?:[\t\n\r\x20-\x5b\x5d-\x7e]++
    | \xc3[\x80-\x86\x88-\x8f\x92-\x96\x98-\x9c\x9f-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xbc]  # vowels with marks, sharp s
    | \xe2\x80[\x90-\xa7]  # dashes, quotes, dots: what parts words
    )*+""",
    re.VERBOSE,
)
"""JSON without escapes, with ASCII and those other characters that are folded to none of the plain letters."""


def skeleton(text: str) -> re.Pattern[bytes]:
    """What the skeleton of every common record that holds a phrase has: its plain letters, with what parts words."""
    return re.compile(b" +".join(text.encode().translate(_TABLE, _OTHERS).split()))


def may_hold(record: bytes, wanted: re.Pattern[bytes]) -> bool:
    """Whether a record can hold a phrase with a skeleton; all but common ones can, and those with a null."""
    found = wanted.search(record.translate(_TABLE, _OTHERS))
    return found is not None or b"null" in record or _COMMON.fullmatch(record) is None
