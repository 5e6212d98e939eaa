"""Workbooks in: old encodings, dates, the sheets of the form. No Qt, no SQL."""
