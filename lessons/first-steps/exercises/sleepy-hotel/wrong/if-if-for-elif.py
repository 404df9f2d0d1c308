animal = input()
if animal == "koala":
    print("zzz")
if animal == "panda":  #! if-if-for-elif
    print("zzz")
else:
    print("no")
