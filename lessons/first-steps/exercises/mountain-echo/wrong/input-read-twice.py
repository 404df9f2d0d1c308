print(input() + "!")
print(input() + "...")  #! input-read-twice
