"""All that is changed in Voilà and Jupyter Server, as subclasses and configuration.

Each change has its reason and the version it was seen on beside it;
``tests/serve/test_participants.py`` notices when what they rely on changes.
"""
