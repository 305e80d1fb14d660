"""Taking in the file of the corporation's own system: read, look what it would change, change it, and ask."""
