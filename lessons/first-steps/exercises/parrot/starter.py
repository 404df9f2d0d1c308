word = input()
while word != "stop":
    print(word, word)
