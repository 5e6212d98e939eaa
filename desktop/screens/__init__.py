"""The places of the window, one file a screen; screens never import each other."""
