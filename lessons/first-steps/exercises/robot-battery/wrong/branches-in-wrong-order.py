battery = int(input())
if battery < 60:  #! branches-in-wrong-order
    print(":|")
elif battery < 20:
    print(":(")
else:
    print(":)")
