"""A sound folder goes in, the same with its positions in another form comes out, loss-free."""
