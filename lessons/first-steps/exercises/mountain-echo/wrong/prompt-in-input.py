word = input("Word? ")  #! prompt-in-input
print(word + "!")
print(word + "...")
