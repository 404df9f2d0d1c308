print("(o,o)", "/)__)", "-^-^-")  #! comma-for-new-line
