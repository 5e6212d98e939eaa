"""Papers and spreadsheets. No Qt, no SQL: everything printed comes from a session's body."""
