"""A class of simulated learners whose beliefs are known: for trying out, pictures and proofs."""
