"""How much of anything the program takes in before it says so and stops."""

DEPTH = 64
"""Levels of nesting in a JSON document."""

STRING = 1_000_000
"""Characters in one string of a file; what is longer is cut and reported."""

RECORD = 4_000_000
"""Bytes of one record, or of one other value of a document, that is read as a stream; longer ones are skipped."""

INFLATED = 200
"""How many times longer than its compressed bytes a file may become, looked at after ``INFLATED_FREE`` bytes."""

INFLATED_FREE = 10_000_000
"""Bytes that may come out of a compressed file whatever their ratio."""

DIGITS = 400
"""Digits in one number of a file."""

PROBLEMS = 1_000
"""Problems kept whole for one file, errors before warnings; the rest are counted."""

MESSAGE = 400
"""Characters of one problem's message."""

DATE = 4_000
"""Characters in one date."""

DATE_MEMBERS = 500
"""Members of one set of dates."""

QUERY = 2_000
"""Characters in one query."""

URL = 2_083
"""Characters in one URL."""
