"""``python -m timeline_tui``: the command line."""

import sys

_INTERRUPTED = 130
"""The exit code after an interrupt, as of whatever a signal ends: 128 and its number."""


def main() -> None:
    """Run the command line; an interrupt ends it quietly, also while it is still being loaded."""
    try:
        from timeline_tui.cli.main import main as run  # noqa: PLC0415  # takes long enough to be interrupted

        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
