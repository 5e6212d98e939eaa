"""Everything a person sees, prints or types."""
