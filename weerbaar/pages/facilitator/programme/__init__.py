"""The programme on the facilitator's page: its plan, how it goes, its dilemma and its votes."""
