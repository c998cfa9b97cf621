"""An app for worker processes of tests: real jobs, whose sheets cost next to nothing."""
