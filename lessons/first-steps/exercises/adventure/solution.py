print("1 <--- (o_o) ---> 2")
way = input()
if way == "1":
    print("~~~~~~ (o_o) ~~~~~~")
    print("~~ SPLASH! ~~ ><(((o>")
elif way == "2":
    print("(o_o) ... <(O_O)>")
    print("BOO!")
else:
    print("(o_o)?")
    print("(-_-) zzz")
