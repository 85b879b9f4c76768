"""Questions about scenarios, the answers to them, and what those answers show."""
