"""The parts of the benchmark `throughput`."""
