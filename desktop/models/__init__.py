"""Item models: what lists and tables show. No widgets in here."""
