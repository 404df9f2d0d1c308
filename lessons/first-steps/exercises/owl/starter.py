print("(o,o)")
