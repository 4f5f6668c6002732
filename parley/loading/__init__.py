"""A folder goes in, a checked negotiation or every fault of its files comes out."""
