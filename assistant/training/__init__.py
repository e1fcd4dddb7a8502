"""What trainers make of the documents held: questions and quizzes, a guide to study, what a newcomer begins with. Made without a model."""
