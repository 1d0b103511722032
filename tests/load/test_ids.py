from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.load import ids
from timeline_tui.load.ids import Ids


@given(st.lists(st.text(max_size=3), max_size=60))
def test_each_id_leads_to_the_first_that_had_it(names: list[str]) -> None:
    table, firsts = Ids(), dict[str, int]()
    for number, name in enumerate(names):
        assert (name in table) is (name in firsts)
        assert table.add(name, number) == firsts.get(name)
        firsts.setdefault(name, number)
    assert len(table) == len(firsts)
    assert table.names == list(firsts)


def test_many_ids_are_kept_in_little_memory_and_without_their_spelling() -> None:
    table = Ids()
    for number in range(100_000):
        assert table.add(f"event-{number}", number) is None
    assert all(table.add(f"event-{number}", 0) == number for number in range(0, 100_000, 7))
    assert "event-100000" not in table
    assert table.names is None
    assert table._keys.itemsize * len(table._keys) + table._numbers.itemsize * len(table._numbers) <= 48 * 100_000
    assert ids._NAMED < 100_000
