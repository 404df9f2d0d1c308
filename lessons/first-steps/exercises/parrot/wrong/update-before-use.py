word = input()
while word != "stop":
    word = input()  #! update-before-use
    print(word, word)
