import datetime as dt
import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline_tui.model import limits
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.calendar import DAY, civil, month_length, start_of
from timeline_tui.model.dates import Interval, Precision, SimpleDate
from timeline_tui.model.edtf import DateError, parse, plain_bounds

sampled = settings(max_examples=150, deadline=None, database=None)


@st.composite
def simple_dates(draw: st.DrawFn) -> str:
    year = draw(st.integers(-9999, 9999))
    text = f"{'-' if year < 0 else ''}{abs(year):04}"
    shape = draw(st.sampled_from(["X", "XX", "XXX", "year", "long", "month", "season", "XX-XX", "day", "partly"]))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, month_length(year, month)))
    text = {
        "X": text[:-1] + "X",
        "XX": text[:-2] + "XX",
        "XXX": text[:-3] + "XXX",
        "year": text,
        "long": f"Y{year * 12_347}" if abs(year) > 9 else text,
        "season": f"{text}-{draw(st.integers(21, 41))}",
        "partly": f"{text}~-{month:02}-{draw(st.sampled_from(['', '?', '%']))}{day:02}",
        "month": f"{text}-{month:02}",
        "XX-XX": text + draw(st.sampled_from(["-XX", "-XX-XX", f"-{month:02}-XX"])),
        "day": f"{text}-{month:02}-{day:02}",
    }[shape]
    return text if shape == "partly" else text + draw(st.sampled_from(["", "", "?", "~", "%"]))


def ordered(pair: tuple[str, str]) -> str:
    left, right = sorted(pair, key=lambda text: parse(text).strict)
    return f"{left}..{right}"


ends = simple_dates()
intervals = (st.tuples(ends, ends | st.sampled_from(["", ".."])) | st.tuples(st.sampled_from(["", ".."]), ends)).map(
    "/".join
)
ranges = st.tuples(ends, ends).map(ordered)


@st.composite
def sets(draw: st.DrawFn) -> str:
    members = draw(st.lists(ends | ranges, min_size=1, max_size=5))
    if draw(st.booleans()):
        members.insert(0, f"..{draw(ends)}")
    if draw(st.booleans()):
        members.append(f"{draw(ends)}..")
    brackets = draw(st.sampled_from(["[]", "{}"]))
    return f"{brackets[0]}{','.join(members)}{brackets[1]}"


clocks = st.times().map("{:%H:%M:%S}".format)
times = st.builds("2019-11-25T{}{}".format, clocks, st.sampled_from(["", "Z", "+09:00", "-03:30", "+14"]))
dates = ends | intervals | sets() | times


def second(stamp: str) -> int:
    if stamp == "-∞":
        return OPEN_START
    if stamp == "∞":
        return OPEN_END
    year, month, day = stamp.rsplit("-", 2)
    return start_of(int(year), int(month), int(day))


def stretch(text: str) -> Bounds:
    start, end = text.split(" ")
    return Bounds(second(start), second(end))


STRICT = {
    "2019": "2019-01-01 2020-01-01",
    "0000": "0-01-01 1-01-01",
    "-0044": "-44-01-01 -43-01-01",
    "9999": "9999-01-01 10000-01-01",
    "201X": "2010-01-01 2020-01-01",
    "19XX": "1900-01-01 2000-01-01",
    "1XXX": "1000-01-01 2000-01-01",
    "-201X": "-2019-01-01 -2009-01-01",
    "2019-11": "2019-11-01 2019-12-01",
    "2019-12": "2019-12-01 2020-01-01",
    "2024-02": "2024-02-01 2024-03-01",
    "2019-XX": "2019-01-01 2020-01-01",
    "2019-XX-XX": "2019-01-01 2020-01-01",
    "2023-02-XX": "2023-02-01 2023-03-01",
    "2019-11-25": "2019-11-25 2019-11-26",
    "2024-02-29": "2024-02-29 2024-03-01",
    "0000-02-29": "0-02-29 0-03-01",
    "2019?": "2019-01-01 2020-01-01",
    "XXXX": "0-01-01 10000-01-01",
    "1X1X": "1010-01-01 1920-01-01",
    "1984-1X": "1984-10-01 1985-01-01",
    "2019-0X": "2019-01-01 2019-10-01",
    "2019-11-2X": "2019-11-20 2019-11-30",
    "2019-11-X1": "2019-11-01 2019-11-22",
    "19XX-02-29": "1904-02-29 1996-03-01",
    "XXXX-12-XX": "0-12-01 10000-01-01",
    "15XX-12-25": "1500-12-25 1599-12-26",
    "Y12000": "12000-01-01 12001-01-01",
    "Y-12000": "-12000-01-01 -11999-01-01",
    "Y-17E7": "-170000000-01-01 -169999999-01-01",
    "1950S2": "1900-01-01 2000-01-01",
    "-1950S2": "-1999-01-01 -1899-01-01",
    "Y171010000S3": "171000000-01-01 172000000-01-01",
    "Y3388E2S3": "338000-01-01 339000-01-01",
    "2001-21": "2001-03-01 2001-06-01",
    "2001-24": "2001-12-01 2002-03-01",
    "2001-28": "2001-12-01 2002-03-01",
    "2001-29": "2001-09-01 2001-12-01",
    "2001-30": "2001-12-01 2002-03-01",
    "2001-32": "2001-06-01 2001-09-01",
    "2001-33": "2001-01-01 2001-04-01",
    "2001-36": "2001-10-01 2002-01-01",
    "2001-37": "2001-01-01 2001-05-01",
    "2001-39": "2001-09-01 2002-01-01",
    "2001-40": "2001-01-01 2001-07-01",
    "2001-41": "2001-07-01 2002-01-01",
    "{1667,1668,1670..1672}": "1667-01-01 1673-01-01",
    "{..1984}": "-∞ 1985-01-01",
    "2001-21/2003": "2001-03-01 2004-01-01",
    "2006/2019": "2006-01-01 2020-01-01",
    "2006-05/2019-02-03": "2006-05-01 2019-02-04",
    "2006/..": "2006-01-01 ∞",
    "../2006": "-∞ 2007-01-01",
    "2006/": "2006-01-01 2007-01-01",
    "/2006": "2006-01-01 2007-01-01",
    "2019/2006": "2006-01-01 2020-01-01",
    "[2006,2007,2016]": "2006-01-01 2017-01-01",
    "[2016,2006]": "2006-01-01 2017-01-01",
    "[..2006]": "-∞ 2007-01-01",
    "[2006..]": "2006-01-01 ∞",
    "[2006..2008,2016]": "2006-01-01 2017-01-01",
}
FUZZY = {
    "2019": "2019-01-01 2020-01-01",
    "2019?": "2018-01-01 2021-01-01",
    "2019~": "2018-01-01 2021-01-01",
    "2019%": "2017-01-01 2022-01-01",
    "2019-XX~": "2018-01-01 2021-01-01",
    "201X~": "2000-01-01 2030-01-01",
    "19XX~": "1800-01-01 2100-01-01",
    "1XXX~": "0-01-01 3000-01-01",
    "1XXX%": "-1000-01-01 4000-01-01",
    "2019-01~": "2018-12-01 2019-03-01",
    "2024-01%": "2023-11-01 2024-04-01",
    "2023-03-XX?": "2023-02-01 2023-05-01",
    "2019-11-30?": "2019-11-29 2019-12-02",
    "2019-11-30%": "2019-11-28 2019-12-03",
    "2004-06~-11": "2004-05-11 2004-07-12",
    "2004?-06-11": "2003-06-11 2005-06-12",
    "2004?-06-~11": "2003-06-10 2005-06-13",
    "2011-~06-~04": "2011-05-03 2011-07-06",
    "2011-~06": "2011-05-01 2011-08-01",
    "Y12000~": "11999-01-01 12002-01-01",
    "2006~/2019?": "2005-01-01 2021-01-01",
    "2006/": "2006-01-01 ∞",
    "/2006~": "-∞ 2008-01-01",
    "2006/..": "2006-01-01 ∞",
    "../2006": "-∞ 2007-01-01",
    "[2006~,2016]": "2005-01-01 2017-01-01",
    "[2006~..2008%]": "2005-01-01 2011-01-01",
}


@pytest.mark.parametrize("text", STRICT)
def test_strict_bounds_take_a_date_at_its_word(text: str) -> None:
    assert parse(text).strict == stretch(STRICT[text])


@pytest.mark.parametrize("text", FUZZY)
def test_fuzzy_bounds_give_doubt_its_room(text: str) -> None:
    assert parse(text).fuzzy == stretch(FUZZY[text])


@pytest.mark.parametrize("text", [*STRICT, *FUZZY])
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2019-11-25T10:30:00Z", "2019-11-25T10:30:00+00:00"),
        ("2019-11-25T10:30:00", "2019-11-25T10:30:00+00:00"),
        ("2019-11-25T00:30:00+09:00", "2019-11-24T15:30:00+00:00"),
        ("2019-12-31T23:00:00-03:30", "2020-01-01T02:30:00+00:00"),
        ("2019-11-25T23:59:59+14", "2019-11-25T09:59:59+00:00"),
    ],
)
def test_a_time_is_one_second_in_utc(text: str, utc: str) -> None:
    moment = int(dt.datetime.fromisoformat(utc).timestamp())
    assert parse(text).strict == Bounds(moment, moment + 1)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("?2004-06-~11", "2004?-06-~11"),
        ("2004?-06~", "2004%-~06"),
        ("~2011-~06", "2011-06~"),
        ("%2004-06-11%", "2004-06-11%"),
        ("2004?-06?-11?", "2004-06-11?"),
        ("[1667,1668, 1670..1672]", "[1667,1668,1670..1672]"),
    ],
)
def test_the_same_date_is_written_in_one_way(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical
    assert parse(canonical) == parse(text)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("156X-12-25", "1563-12-25", "1563-06"),
        ("2004-XX-05", "2004-07-05", "2004-07-06"),
        ("1X84", "1484", "1485"),
        ("[2006,2007,2016]", "2007", "2010"),
        ("{1960,1961-12}", "1961-12", "1961-11"),
    ],
)
def test_what_lies_between_is_not_what_could_be(text: str, inside: str, outside: str) -> None:
    assert parse(text).could_be(parse(inside).strict)
    assert not parse(text).could_be(parse(outside).strict)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("201", 1),
        ("20190", 1),
        ("2019-1", 1),
        ("2019-11-2", 1),
        (" 2019", 1),
        ("2019\n", 1),
        ("２０１９", 1),
        ("٢٠١٩", 1),
        ("+2019", 1),
        ("-0000", 1),
        ("2019-00", 6),
        ("2019-13", 6),
        ("2019-11-00", 9),
        ("2019-11-31", 9),
        ("2019-02-29", 9),
        ("1900-02-29", 9),
        ("-0001-02-29", 10),
        ("2019-11-25T", 12),
        ("2019-11-25T10:30", 12),
        ("2019-11-25T24:00:00Z", 12),
        ("2019-11-25T10:60:00Z", 12),
        ("2019-11-25T10:30:60Z", 12),
        ("2019-11-25T10:30:00+14:01", 12),
        ("2019-11-25T10:30:00.5Z", 12),
        ("2019-11-25T１0:30:00Z", 12),
        ("2019-XX-XXT10:30:00Z", 11),
        ("2019-11-25T10:30:00~", 12),
        ("2019-11-25~T10:30:00", 12),
        ("2019-11-25/2019-11-25T10:30:00", 22),
        ("2019-20", 6),
        ("2019-42", 6),
        ("2019-2X", 6),
        ("2019-21-01", 9),
        ("2023-02-3X", 9),
        ("2019-11-4X", 9),
        ("19X1-02-29", 9),
        ("Y2019", 1),
        ("Y02019", 1),
        ("Y1E12", 1),
        ("Y9E999999999", 1),
        ("Y" + "9" * 1000, 1),
        ("Y1E" + "9" * 1000, 1),
        ("1950S0", 1),
        ("1950S5", 1),
        ("195XS2", 1),
        ("{2006,2007]", 11),
        ("[2000..,2001]", 2),
        ("[2000,..2001]", 7),
        ("[2000, ]", 8),
        ("2004-06-11?~", 11),
        ("2019?~", 5),
        ("201u", 4),
        ("201x-11", 4),
        ("unknown/2019", 1),
        ("2019/open", 6),
        ("/", 1),
        ("../..", 1),
        ("../", 1),
        ("..", 1),
        ("2019..2020", 1),
        ("2019/2020/2021", 6),
        ("2019/2020-02-30", 14),
        ("2019-02-30/2020", 9),
        ("[", 1),
        ("[]", 2),
        ("[2006,2007", 10),
        ("[2006,]", 7),
        ("[2006,2020-02-30]", 15),
        ("[2006,2008..2020-13]", 18),
        ("[..]", 2),
        ("[2006,2019..2018]", 7),
        ("[2006/2007]", 2),
        ("2006,2007", 1),
    ],
)
def test_what_is_no_date_is_refused_where_it_goes_wrong(text: str, column: int) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2019-02-29", "01 to 28"),
        ("2019-13", "01 to 12"),
        ("2019?~", "'%'"),
        ("201u", "'X'"),
        ("2019/open", "'..'"),
        ("unknown/2019", "nothing at all"),
        ("2019-42", "seasons"),
        ("Y2019", "more than four digits"),
        ("[2019..2018]", "2018..2019"),
        ("-0000", "0000"),
        ("11/2019", "2019-11"),
    ],
)
def test_a_refusal_says_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(DateError, match=advice.replace(".", r"\.")):
        parse(text)


@pytest.mark.parametrize("text", ["August 2019", "June 2019", "about 2019"])
def test_a_date_in_words_is_not_taken_for_unspecified_digits(text: str) -> None:
    with pytest.raises(DateError, match="write 2019, 2019-11"):
        parse(text)


def test_no_date_is_longer_than_the_limit() -> None:
    members = ["2006"] * limits.DATE_MEMBERS
    assert len(parse(f"[{','.join(members)}]").spans) == limits.DATE_MEMBERS
    with pytest.raises(DateError, match="members"):
        parse(f"[{','.join([*members, '2006'])}]")
    with pytest.raises(DateError, match="characters"):
        parse("2" * (limits.DATE + 1))


@sampled
@given(dates)
def test_a_date_of_the_grammar_is_taken_and_written_as_it_was(text: str) -> None:
    assert str(parse(text)) == text
    assert parse(str(parse(text))) == parse(text)


def refusal(text: str) -> DateError | None:
    try:
        parse(text)
    except DateError as error:
        return error
    return None


def taken_or_refused(text: str) -> None:
    if refused := refusal(text):
        assert 1 <= refused.column <= len(text) + 1
        assert str(refused)
    else:
        written = str(parse(text))
        assert str(parse(written)) == written
        assert parse(written) == parse(text)
        assert parse(text).strict.start < parse(text).strict.end


@settings(sampled, max_examples=200)
@given(st.text() | st.text("0123456789X-/.,[]?~%TZ:+YuoS{} ", max_size=30))
@example("[" * 2000)
@example("9" * 5000)
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    taken_or_refused(text)


@settings(sampled, max_examples=200)
@given(dates, st.data())
def test_a_date_with_a_slip_is_a_date_or_a_date_error(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 2))
    taken_or_refused(text[:at] + data.draw(st.text("019X-/.,[]?~%TZ:é", max_size=2)) + text[at + gone :])


@sampled
@given(dates)
def test_bounds_hold_what_they_should(text: str) -> None:
    date = parse(text)
    assert all(span.start < span.end for span in (*date.spans, *date.fuzzy_spans))
    assert all(span.within(date.strict) for span in date.spans)
    assert date.strict.within(date.fuzzy)
    assert date.could_be(date.strict)
    assert date.surely_is(date.fuzzy)
    assert date.agrees(date)


@sampled
@given(st.integers(-9999, 9999), st.integers(1, 12))
def test_every_day_of_a_month_lies_within_it(year: int, month: int) -> None:
    written = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}"
    days = [parse(f"{written}-{day:02}").strict for day in range(1, month_length(year, month) + 1)]
    assert days[0].start == parse(written).strict.start
    assert days[-1].end == parse(written).strict.end
    assert all(one.end == after.start for one, after in itertools.pairwise(days))


@sampled
@given(st.datetimes(min_value=dt.datetime(1, 1, 1)).map(lambda moment: moment.replace(microsecond=0)))  # noqa: DTZ001
def test_a_coarser_date_holds_the_finer_one(moment: dt.datetime) -> None:
    text = moment.isoformat()
    steps = [text, text[:10], text[:7], text[:4], text[:3] + "X", text[:2] + "XX", text[:1] + "XXX"]
    for fine, coarse in itertools.pairwise(steps):
        assert parse(fine).strict.within(parse(coarse).strict)
        assert parse(fine).agrees(parse(coarse))
    for fine, coarse in itertools.pairwise(steps[1:]):
        assert parse(f"{fine}~").fuzzy.within(parse(f"{coarse}~").fuzzy)
        assert parse(f"{coarse}~").fuzzy.within(parse(f"{coarse}%").fuzzy)


@sampled
@given(st.dates(), st.dates())
def test_days_sort_and_agree_as_datetime_says(one: dt.date, other: dt.date) -> None:
    first, second_ = parse(one.isoformat()), parse(other.isoformat())
    assert (first.sort_key < second_.sort_key) == (one < other)
    assert first.agrees(second_) == (one == other)
    assert civil(first.strict.start // DAY) == (one.year, one.month, one.day)


@sampled
@given(st.lists(dates, max_size=6))
def test_every_order_of_dates_sorts_to_the_same(texts: list[str]) -> None:
    in_order = sorted(parse(text).sort_key for text in texts)
    assert sorted(parse(text).sort_key for text in reversed(texts)) == in_order
    assert all(OPEN_START < start < end for start, end in in_order)


def test_dates_sort_by_their_earliest_second_then_by_their_latest() -> None:
    texts = ["-0044", "../2006", "[..2006]", "2006-12-31", "2007-01", "2007", "200X", "2007/..", "2008"]
    ranked = sorted(texts, key=lambda text: parse(text).sort_key)
    assert ranked == ["-0044", "200X", "2006-12-31", "../2006", "[..2006]", "2007-01", "2007", "2007/..", "2008"]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("1XXX", Precision.MILLENNIUM),
        ("19XX", Precision.CENTURY),
        ("-199X", Precision.DECADE),
        ("2019", Precision.YEAR),
        ("2019-XX", Precision.YEAR),
        ("2019-XX-XX", Precision.YEAR),
        ("2019-11", Precision.MONTH),
        ("2019-11-XX~", Precision.MONTH),
        ("2019-11-25", Precision.DAY),
        ("2019-11-25T10:30:00Z", Precision.SECOND),
    ],
)
def test_precision_is_the_smallest_part_that_is_known(text: str, precision: Precision) -> None:
    date = parse(text)
    assert isinstance(date, SimpleDate)
    assert date.precision is precision


@pytest.mark.parametrize("shape", ["{}", "{}/2030", "1900/{}", "[1900,{}]", "[{}..2030]", "[..{}]"])
@pytest.mark.parametrize(
    ("mark", "uncertain", "approximate"),
    [("", False, False), ("?", True, False), ("~", False, True), ("%", True, True)],
)
def test_doubt_in_a_part_is_doubt_in_the_whole(shape: str, mark: str, *, uncertain: bool, approximate: bool) -> None:
    date = parse(shape.format(f"2019{mark}"))
    assert (date.uncertain, date.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "is_reversed"),
    [
        ("2006/2019", False),
        ("2019/2006", True),
        ("2019/2019", False),
        ("2019-11/2019", False),
        ("2019-12/2019-11-30", True),
        ("2019-11-25/2019-11-24", True),
        ("2019/..", False),
        ("/2006", False),
    ],
)
def test_an_interval_that_ends_before_it_starts_is_reversed(text: str, *, is_reversed: bool) -> None:
    date = parse(text)
    assert isinstance(date, Interval)
    assert date.is_reversed is is_reversed


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2019", "2019-11-25", True),
        ("2019", "2020", False),
        ("2019?", "2020", False),
        ("[2006,2016]", "2010", False),
        ("[2006,2016]", "2016-05", True),
        ("[2006..2016]", "2010", True),
        ("2006/2016", "2010", True),
        ("2006/", "2010", False),
        ("2006/..", "2010", True),
    ],
)
def test_dates_agree_where_some_second_is_in_both(one: str, other: str, *, agree: bool) -> None:
    assert parse(one).agrees(parse(other)) is agree
    assert parse(other).agrees(parse(one)) is agree


@pytest.mark.parametrize(
    ("text", "could", "surely"),
    [
        ("2010-05", True, True),
        ("2010", True, True),
        ("2009", False, False),
        ("2009~", True, False),
        ("2010~", True, False),
        ("[2009,2011]", False, False),
        ("[2009,2010]", True, False),
        ("2009/2011", True, False),
        ("2009/", True, False),
    ],
)
def test_could_be_asks_for_some_and_surely_for_all(text: str, *, could: bool, surely: bool) -> None:
    year = parse("2010").strict
    assert parse(text).could_be(year) is could
    assert parse(text).surely_is(year) is surely


SPECIFICATION = """
1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04 1985-04-12T23:20:30+04:30
1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02 2004-02-01/2005 2005/2006-02
Y170000002 Y-170000002 2001-21 2001-22 2001-23 2001-24 1984? 2004-06~ 2004-06-11% 201X 20XX 2004-XX 1985-04-XX
1985-XX-XX 1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985 1985-04-12/ 1985-04/ 1985/ /1985-04-12
/1985-04 /1985 -1985 1984~/2004-06 1984/2004-06~ 1984~/2004~ 1984-06?/2004-08? 1984-06-02?/2004-08-08~
Y-17E7 1950S2 Y171010000S3 Y3388E2S3 2001-34 [1667,1668,1670..1672] [..1760-12-03] [1760-12..]
[1760-01,1760-02,1760-12..] [1667,1760-12] [..1984] {1667,1668,1670..1672} {1960,1961-12} {..1984}
2004-06-11% 2004-06~-11 2004?-06-11 2004-06-~11 ?2004-06-~11 2004-%06-11 156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-XX
1XXX-12 1984-1X 2004-06-~01/2004-06-~20 2004-06-XX/2004-07-03
"""


@pytest.mark.parametrize("text", SPECIFICATION.split())
def test_every_example_of_the_specification_is_a_date(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


@given(
    st.dates().map(str)
    | st.builds("{}T{:%H:%M:%S}{}".format, st.dates(), st.times(), st.sampled_from(("", "Z", "+09:00")))
)
@example("0000-02-29")
def test_the_bounds_of_a_plain_date_are_all_there_is_to_it(text: str) -> None:
    date, bounds = parse(text), plain_bounds(text)
    assert bounds is not None
    assert date.spans == date.fuzzy_spans == (bounds,)
    assert (str(date), date.uncertain, date.approximate) == (text, False, False)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2019", "2019-11", "2019-1-25", "2019-W01-1", "20191125", "2019-11-25?", "2019-11-XX", "2019-21-01"),
        *("2023-02-29", "2019-13-01", "2019-00-10", "+019-11-25", " 019-11-25", "２０１９-11-25", "-044-03-15"),
        *("2019-11-25T", "2019-11-25T24:00:00", "2019-11-25T10:30", "2019-11-25 10:30:00", "2019-11-25T10:30:00Z?"),
    ],
)
def test_nothing_else_has_plain_bounds(text: str) -> None:
    assert plain_bounds(text) is None


@given(st.text("0123456789-+WTZ: ", min_size=9, max_size=21))
def test_what_has_plain_bounds_is_a_date(text: str) -> None:
    if plain_bounds(text):
        assert str(parse(text)) == text
