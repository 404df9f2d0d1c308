battery = int(input())
if battery < 20:
    print(":)")  #! branches-swapped
elif battery < 60:
    print(":|")
else:
    print(":(")
