"""What is taken away: PDF, slides and calendars; the only user of their libraries."""
