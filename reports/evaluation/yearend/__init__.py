"""The whole year-end set of a round on paper, in one action: a job, its zip, its command."""
