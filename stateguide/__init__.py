"""The project: settings, addresses, and what every app shares. No features."""
