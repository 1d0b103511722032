"""A timeline opened: bytes found, read and made askable; and the little that is remembered."""
