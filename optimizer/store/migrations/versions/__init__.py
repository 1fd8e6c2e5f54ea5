"""One file per step, in order. A released step is never edited; a change is a new step."""
