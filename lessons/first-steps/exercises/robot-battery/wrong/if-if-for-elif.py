battery = int(input())
if battery < 20:
    print(":(")
if battery < 60:  #! if-if-for-elif
    print(":|")
else:
    print(":)")
