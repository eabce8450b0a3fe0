call tell_of_runs();
