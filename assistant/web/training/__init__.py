"""The view of trainers: quizzes, the guide to study, what a newcomer begins with."""
