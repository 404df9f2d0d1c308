print("(o,o)")
print("/)__)")
print("-^-^-")
