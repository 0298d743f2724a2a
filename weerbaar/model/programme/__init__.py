"""A meeting as values: its agenda, and how it goes; minutes are shared out, no clock is read."""
