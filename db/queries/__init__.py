"""Reads for screens and papers: SQL in, records out."""
