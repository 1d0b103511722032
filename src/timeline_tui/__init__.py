"""timeline-tui: a sourced chronology, explored in a terminal."""

__version__ = "0.1.0"
