print("1 <--- (o_o) ---> 2")
way = input()
