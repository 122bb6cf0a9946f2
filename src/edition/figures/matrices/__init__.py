"""Tables of symbols: what each row says of each column."""
