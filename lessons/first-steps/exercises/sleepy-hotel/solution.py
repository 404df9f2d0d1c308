animal = input()
if animal == "koala" or animal == "panda":
    print("zzz")
else:
    print("no")
