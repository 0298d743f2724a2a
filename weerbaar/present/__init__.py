"""What there is to see, in words and as pictures' specs: from content and a release or a profile.

For pages and for reports alike; nothing here draws, and no widget or HTML is made here.
"""
