questions = ["6 x 7?", "9 + 8?", "81 / 9?"]
answers = ["42", "17", "9"]
score = 0
for i in range(len(questions)):
    print(questions[i])
    answer = input()
    if answer == answers[i]:
        print(":)")
    score = score + 1  #! line-outside-if
print(f"{score}/{len(questions)}")
