word = input()
while word != "stop":
    print(word, word)
    input()  #! loop-variable-not-updated
