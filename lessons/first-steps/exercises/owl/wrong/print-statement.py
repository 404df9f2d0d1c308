print("(o,o)")
print "/)__)"  #! print-statement
print "-^-^-"
