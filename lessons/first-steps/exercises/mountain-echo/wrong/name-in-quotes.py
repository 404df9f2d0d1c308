word = input()
print("word" + "!")  #! name-in-quotes
print("word" + "...")
