height = input()  #! input-not-converted
if height >= 120:
    print("OK")
else:
    print("no")
