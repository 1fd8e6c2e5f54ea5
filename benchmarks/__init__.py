"""What claims of speed rest on: `python -m benchmarks`."""
