"""The command line: the front door to the same core."""
