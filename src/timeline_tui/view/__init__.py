"""How a state looks: lines in cells, with roles and not colours."""
