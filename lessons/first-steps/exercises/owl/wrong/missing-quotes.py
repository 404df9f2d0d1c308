print("(o,o)")
print("/)__)")
print(-^-^-)  #! missing-quotes
