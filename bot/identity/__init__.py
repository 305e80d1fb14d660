"""Who somebody is: proof by steps, how long it counts, and what is never told before it."""
