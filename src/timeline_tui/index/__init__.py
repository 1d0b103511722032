"""Facts made askable: folded words, facets, dates; built once, never changed."""
