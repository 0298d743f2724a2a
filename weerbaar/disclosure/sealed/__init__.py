"""What is sealed for research: the sums of a session, keys, sealed files, an example."""
