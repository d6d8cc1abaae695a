"""Tables of millions of people, read and written in streams: Parquet, Arrow and CSV (needs the extra ``arrow``)."""
