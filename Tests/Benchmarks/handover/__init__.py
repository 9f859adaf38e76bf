"""The parts of the benchmark `outage`."""
