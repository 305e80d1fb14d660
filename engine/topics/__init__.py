"""Every request of a long message, in the order they are made."""
