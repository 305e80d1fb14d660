"""What a tenant has told in this talk: sums, days and ways to be reached, each in its role."""
