word = input()
if word == "mango":
    print("OK")
else:
    print("no")
