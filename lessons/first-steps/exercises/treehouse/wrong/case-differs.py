word = input()
if word == "Mango":  #! case-differs
    print("OK")
else:
    print("no")
