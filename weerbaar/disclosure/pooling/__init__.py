"""What a researcher makes of sealed files: one pool, its rules, its ledger, its noise."""
