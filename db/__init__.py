"""The book: one SQLite file, its log, its rules. No Qt and no paper in here."""
