"""Sample standards for trying and testing clausebridge, and the small typesetter that makes their PDFs."""
