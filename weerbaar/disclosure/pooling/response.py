"""Response: of how many people present the sheets of a group are, as far as may be told."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

import numpy as np

from weerbaar.disclosure.pooling.hiding import rounded
from weerbaar.disclosure.pooling.research_release import Response, Rules
from weerbaar.disclosure.pooling.research_rules import refusal
from weerbaar.disclosure.pooling.sessions import RESPONSE, UNKNOWN, Sessions
from weerbaar.disclosure.sealed.populations import MINIMUM

_LEVELS = 3
