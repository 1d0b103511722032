"""Where you are in a timeline, and what you can do next; no screen, no file, no clock."""
