battery = int(input())
if battery < 20:
    print(":(")
elif battery < 60:
    print(":|")
else:
    print(":)")
