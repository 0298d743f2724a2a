"""Pictures of a person's or a group's answers, made from plain data.

`net` and `balance` are laid out as marks (`marks`), which are painted as SVG with the standard
library only, or on matplotlib's axes (`pen`); what depends on one person's answers is left open
(`picks`). The other pictures are drawn with matplotlib. Nothing happens at import, and every word
in a picture comes from outside.
"""
