"""Huurkompas: a Dutch assistant for tenants with rent trouble, and the desk behind it."""
