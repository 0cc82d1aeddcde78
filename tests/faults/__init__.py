"""Faults for a running hub, injected from outside it: nothing of the hub's code is replaced."""
