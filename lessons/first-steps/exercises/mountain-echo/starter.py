word = input()
print(word)
