animal = input()
if animal == "koala" or "panda":  #! or-with-bare-value
    print("zzz")
else:
    print("no")
