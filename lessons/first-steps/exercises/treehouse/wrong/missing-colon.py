word = input()
if word == "mango":
    print("OK")
else  #! missing-colon
    print("no")
