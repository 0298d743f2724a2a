"""The facilitator's page, in parts: each brings what its buttons do and the regions it draws.

Which regions are seen together is in ``chapters``.
"""

from weerbaar.pages.facilitator.desk import PARTS, FacilitatorDesk

__all__ = ["PARTS", "FacilitatorDesk"]
