"""Pictures of a person's or a group's answers, made from plain data.

`net_spec`, `bars_spec`, `style`, `geometry` and `net_fill` need the standard library only;
`net` and `bars` draw with matplotlib. Nothing happens at import, and every word in a picture
comes from outside.
"""
