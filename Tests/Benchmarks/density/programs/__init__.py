"""Programs that use pyroute2."""
