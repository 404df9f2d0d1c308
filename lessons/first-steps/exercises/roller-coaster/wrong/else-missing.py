height = int(input())
if height >= 120:
    print("OK")
print("no")  #! else-missing
