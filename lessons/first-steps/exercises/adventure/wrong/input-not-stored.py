print("1 <--- (o_o) ---> 2")
input()  #! input-not-stored
if way == "1":
    print("~~~~~~ (o_o) ~~~~~~")
    print("SPLASH!")
elif way == "2":
    print("(o_o) ... <(O_O)>")
    print("BOO!")
else:
    print("(o_o)?")
