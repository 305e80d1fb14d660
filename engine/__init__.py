"""What runs inside Rasa: the input channel and the components that understand Dutch tenants. No database, no web."""
