"""The commands: each takes parsed words, calls the rooms below, returns an Outcome."""
