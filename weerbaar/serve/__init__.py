"""Servers: the participants' hardened Voilà, the facilitator's JupyterLab, and their launcher.

What is changed in Voilà and Jupyter are subclasses and configuration. Each change has its reason
and the version it was seen on beside it; ``tests/serve/test_participants.py`` notices when what
they rely on changes.
"""

from __future__ import annotations

import sys

# jsonschema looks for a checker of international addresses, and does without when there is none.
# Making its grammar took 1.2 of the 2.0 seconds in which Voilà is imported (jsonschema 4.26,
# rfc3987_syntax 1.1), and no schema of Jupyter's asks for it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
