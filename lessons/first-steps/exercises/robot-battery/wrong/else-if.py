battery = int(input())
if battery < 20:
    print(":(")
else if battery < 60:  #! else-if
    print(":|")
else:
    print(":)")
