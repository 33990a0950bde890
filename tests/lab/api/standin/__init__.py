"""A stand-in for the parts of AWS that extrepl talks to, on the loopback. See README.md beside this folder."""
