questions = ["6 x 7?", "9 + 8?", "81 / 9?"]
answers = ["42", "17", "9"]
score = 0
for i in range(len(questions)):
    print(questions[i])
    answer = input()
    if answer == answers[i]:
        score = score + 1
print("{score}/{len(questions)}")  #! missing-f
