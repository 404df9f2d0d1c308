word = input()
if word = "mango":  #! assignment-in-condition
    print("OK")
else:
    print("no")
