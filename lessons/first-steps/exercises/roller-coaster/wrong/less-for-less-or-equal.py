height = int(input())
if height > 120:  #! less-for-less-or-equal
    print("OK")
else:
    print("no")
