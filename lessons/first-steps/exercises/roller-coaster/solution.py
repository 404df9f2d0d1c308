height = int(input())
if height >= 120:
    print("OK")
else:
    print("no")
