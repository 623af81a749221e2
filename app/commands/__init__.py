"""The commands of ``clausebridge``, one function each; ``app.cli`` registers them."""
