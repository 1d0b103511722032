"""What is true: dates, records, problems, limits and safe text; no file and no screen."""
