last = int(input())
for number in range(1, last):  #! off-by-one-range
    if number % 3 == 0:
        print("ZAP")
    else:
        print(number)
