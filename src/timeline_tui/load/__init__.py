"""Timeline JSON read into facts and problems; bad content never raises."""
