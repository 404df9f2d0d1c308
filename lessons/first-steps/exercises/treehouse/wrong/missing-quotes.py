word = input()
if word == mango:  #! missing-quotes
    print("OK")
else:
    print("no")
