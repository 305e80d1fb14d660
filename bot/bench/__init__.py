"""Measuring the whole program from outside: latency, load, start, memory. Behind `./run bench`."""
