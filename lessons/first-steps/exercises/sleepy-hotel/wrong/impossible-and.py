animal = input()
if animal == "koala" and animal == "panda":  #! impossible-and
    print("zzz")
else:
    print("no")
