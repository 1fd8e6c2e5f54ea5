"""What stands in each Word paper: fields from the plan record, one module per paper or part of one."""
