"""A live round: how fast a question reaches every phone, and votes the disk and the host."""
