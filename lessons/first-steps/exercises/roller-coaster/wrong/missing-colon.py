height = int(input())
if height >= 120  #! missing-colon
    print("OK")
else:
    print("no")
