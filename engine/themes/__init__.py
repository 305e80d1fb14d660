"""Which narrower answers of the content the words of a message call for."""
