word = input()
print(word, "!")  #! comma-adds-space
print(word, "...")
