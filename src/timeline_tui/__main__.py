"""``python -m timeline_tui``: the command line."""

from timeline_tui.cli.main import main

if __name__ == "__main__":
    main()
