"""Servers: the participants' hardened Voilà, the facilitator's JupyterLab, and their launcher."""
