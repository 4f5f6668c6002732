"""How fast Parley is, what it sends and holds, beside floors and peers of the same run."""
