last = int(input())
for number in range(1, last + 1):
    if number / 3 == 0:  #! division-for-remainder
        print("ZAP")
    else:
        print(number)
