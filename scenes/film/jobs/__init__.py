"""Jobs, the executors that run them in other processes, and the scheduler that assigns them."""
