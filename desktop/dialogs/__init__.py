"""Windows of their own, where a line in the page will not do."""
