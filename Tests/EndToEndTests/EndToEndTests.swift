// Placeholder until the first case.
