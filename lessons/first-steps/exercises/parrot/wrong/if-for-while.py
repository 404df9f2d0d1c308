word = input()
if word != "stop":  #! if-for-while
    print(word, word)
    word = input()
