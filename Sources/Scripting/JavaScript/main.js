// The entry of the sandbox.
