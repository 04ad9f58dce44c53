"""What a learner asks, answers and reads: records -> questions and references; pure functions."""
