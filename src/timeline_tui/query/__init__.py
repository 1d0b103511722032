"""A question to a timeline: its terms, how it is written, and what it finds."""
