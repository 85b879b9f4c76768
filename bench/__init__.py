"""`make bench`: how fast the app is, as ratios to what this machine can do. docs/bench.md."""
