team = ["Ada", "Ravi", "Mei", "Omar"]
print(team[1])
team[0] = "Zuri"
print(team[0])
print(len(team))
