"""How fast Parley is, how much it sends and holds, each beside a floor or a peer of the same run."""
