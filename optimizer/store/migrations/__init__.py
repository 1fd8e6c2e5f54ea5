"""How the database came to its present shape, step by step; run by `optimizer.store.open_store` by itself."""
