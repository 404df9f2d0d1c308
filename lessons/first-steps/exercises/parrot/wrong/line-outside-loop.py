word = input()
while word != "stop":
    print(word, word)
word = input()  #! line-outside-loop
