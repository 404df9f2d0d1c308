print("(o,o)")
Print("/)__)")  #! misspelt-name
Print("-^-^-")
