"""Pictures of a person's or a group's answers, made from plain data in one way.

A spec says what a picture shows; a function makes a `marks.Drawing` of it, with everything in its
place; `svg` paints that for a page, `plot` with matplotlib. Of a person's net and balance, what
depends on answers is left open. Nothing happens at import, and every word comes from outside.
"""
