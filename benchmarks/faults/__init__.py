"""A bench of faults: bad input, ended writers, full disks, visitors who ask for too much."""
