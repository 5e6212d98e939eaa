"""Files in and out by stick: looked at, planned, merged, copied out, delivered, received."""
