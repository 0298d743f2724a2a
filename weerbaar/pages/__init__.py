"""What people see: pure screens (state -> HTML) and, in ``widget``, the only widgets."""
