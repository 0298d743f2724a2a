"""What is taken away: PDF and slides; the only user of their libraries."""
