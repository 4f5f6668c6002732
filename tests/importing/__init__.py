"""What is brought in from files of other kinds."""
