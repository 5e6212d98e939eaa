"""The illustrative sample campaign: invented, complete, the same at every run."""
