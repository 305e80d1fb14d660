"""Setting up the machine: standard library only, since it runs before anything is installed."""
