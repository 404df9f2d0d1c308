/** Every word of the window, in English, written for a ten-year-old. */
export const enWindow = {
  name: 'Sandlot',
  close: 'Close',
  cancel: 'Cancel',
  splitter: 'Size of the console',
  status: {
    before: {
      predict: 'Say what this program prints, and press Check. Then you can run it.',
      make: 'There is no program here yet. Press “New file” to make one.',
    },
    ready: 'Ready. Press Run to start your program.',
    starting: 'Starting your program …',
    running: 'Running {{file}}.',
    waiting: 'Waiting for you to type, then press Enter.',
    stopping: 'Stopping your program …',
    stopped: 'You stopped your program.',
    finished: 'Finished {{file}} in {{seconds}} seconds.',
    finishedAtOnce: 'Finished {{file}} in less than a tenth of a second.',
    wrong: '{{verdict}} Look at line {{line}} of {{file}}.',
    tooLong: 'Stopped: it ran for {{duration}} without ending.',
    tooManyLines: 'Stopped: it ran {{lines}} million lines without ending.',
    engineStarting: 'Getting ready to run programs …',
    engineProving: 'First start on this computer: checking that programs are safe here. A few seconds …',
    engineFailed: 'Programs cannot run on this computer yet. You can still write them.',
    lost: 'Sandlot has stopped. Start it again. What you typed stays in this window as long as it is open.',
  },
  saved: {
    label: 'Your work:',
    saved: 'All saved',
    saving: 'Saving …',
    failed: 'Not saved!',
    changed: 'Not saved: somebody else changed it',
  },
  bar: {
    programs: 'My programs:',
    run: 'Run',
    runTitle: 'Run your program ({{key}})',
    stop: 'Stop',
    stopTitle: 'Stop your program ({{key}})',
    more: 'More',
    history: 'Earlier versions',
    zoom: 'Everything larger ({{key}})',
    settings: 'Settings',
    help: 'Help and keys ({{key}})',
    /** Beside the pictures, where there is room; each is part of the longer one. */
    short: { history: 'Earlier versions', zoom: 'Larger', settings: 'Settings', help: 'Help' },
  },
  editor: { label: 'Your program: {{file}}' },
  search: {
    find: 'Find',
    replace: 'Replace with',
    next: 'Next',
    previous: 'Previous',
    all: 'Select all',
    matchCase: 'Same capitals',
    byWord: 'Whole words',
    pattern: 'Pattern',
    replaceOne: 'Replace',
    replaceAll: 'Replace all',
    goToLine: 'Go to line',
    go: 'Go',
    current: 'This one',
    replacedAll: 'Replaced $ times',
    replacedOne: 'Replaced on line $',
    onLine: 'on line',
    completions: 'Suggestions',
  },
  completion: {
    abs: 'The number without its minus sign.',
    bool: 'Makes True or False of something.',
    dict: 'A collection that finds values by their keys.',
    enumerate: 'Counts along while you go through a list.',
    float: 'Makes a number with a decimal point of something.',
    input: 'Asks a question, waits, and gives you what was typed as text.',
    int: 'Makes a whole number of something: int("42")',
    len: 'How many things are in a list, or letters in a text.',
    list: 'Makes a list of something.',
    max: 'The largest.',
    min: 'The smallest.',
    open: 'Opens a file.',
    print: 'Shows something in the console.',
    range: 'Numbers to count with: range(3) is 0, 1, 2',
    reversed: 'Goes from the last to the first.',
    round: 'Rounds a number.',
    set: 'A collection in which each thing is only once.',
    sorted: 'A new list, in order.',
    str: 'Makes text of something.',
    sum: 'Adds up a list of numbers.',
    tuple: 'Like a list that cannot be changed.',
    type: 'What kind of thing this is.',
    zip: 'Goes through two lists side by side.',
    True: 'Yes.',
    False: 'No.',
    None: 'Nothing at all.',
    for: 'Does something again for each thing.',
    while: 'Does something again as long as something is true.',
    if: 'Does something only if something is true.',
    elif: 'Otherwise, if this is true …',
    else: 'Otherwise …',
    def: 'Makes a function of your own.',
    return: 'Gives a value back from a function.',
    import: 'Lets you use a module.',
    random: 'Chance: dice, coins, shuffling.',
    math: 'Numbers: pi, sqrt, floor …',
    time: 'Waiting, and telling the time.',
    datetime: 'Days and dates.',
    json: 'Reading and writing data.',
    statistics: 'mean, median and friends.',
    string: 'All letters, all digits.',
  },
  console: {
    label: 'Console',
    input: 'Console: type here when your program asks. F6 leaves it.',
    empty: 'Your program talks to you here. Press Run to start it.',
    emptyToPredict: 'Your program talks to you here. First say what it will print.',
  },
  files: {
    label: 'Files of this program',
    new: 'New file',
    newTitle: 'A new file',
    change: 'Rename or remove {{file}}',
    changeTitle: 'Change {{file}}',
    name: 'What is it called?',
    nameAside: 'For example: helpers.py for a program, words.txt for a text that it reads.',
    make: 'Make the file',
    bring: 'Or bring files from this computer …',
    rename: 'Rename',
    remove: 'Remove',
    removeAside: 'A file that you remove can be brought back from “Earlier versions”.',
    none: 'This program has no files yet.',
    troubled: 'not saved',
    wrong: 'something went wrong here',
    unreadable: {
      'not-utf8':
        '{{file}} cannot be shown here: it is not text as Sandlot knows it (UTF-8). Your program can still read it.',
      nul: '{{file}} is not text that can be shown here. Your program can still read it.',
      'too-large': '{{file}} is too large to be shown here. Your program can still read it.',
    },
  },
  /** What is dropped into the window, or chosen. */
  intake: {
    drop: 'Drop it here: a lesson pack, or files for your program',
    busy: 'Taking in {{name}} …',
    refused: '{{name}} was not taken:',
    unreadable: 'It cannot be read. If it is a folder, choose the files in it.',
    notText:
      'Only text can be brought in (UTF-8), such as programs, and no pictures. If this is text, save it as UTF-8 and bring it again.',
  },
  changed: {
    mine: 'Keep what I typed',
    theirs: 'Take the other one',
    both: 'Both stay in “Earlier versions”.',
    ownFile: 'Earlier versions are not kept just now, so the other one gets a file of its own.',
  },
  programs: {
    title: 'My programs',
    new: 'New program',
    newName: 'What will it be called?',
    rename: 'Rename “{{name}}”',
    otherName: 'What shall it be called?',
    insteadOf:
      'The program that you had open last could not be opened, so you see another. It is all still there.',
    done: 'Done',
  },
  time: {
    now: 'Just now',
    minute: 'A minute ago',
    minutes: '{{count}} minutes ago',
    today: 'Today at {{time}}',
    day: '{{day}} at {{time}}',
  },
  lesson: {
    title: 'Lesson',
  },
  ideas: {
    guess: {
      title: 'Guess my number',
      about: 'The computer thinks of a number.',
      code: `import random

secret = random.randint(1, 20)
print("I am thinking of a number from 1 to 20.")

guess = 0
while guess != secret:
    guess = int(input("Your guess: "))
    if guess < secret:
        print("Higher!")
    elif guess > secret:
        print("Lower!")

print("Yes! It was", secret)
`,
    },
    stars: {
      title: 'A tree of stars',
      about: 'A loop that draws.',
      code: `height = 6

for row in range(height):
    print(" " * (height - row) + "*" * (2 * row + 1))

print(" " * height + "|")
`,
    },
    quiz: {
      title: 'A quiz',
      about: 'Questions, answers and points.',
      code: `questions = {
    "How many legs has a spider? ": "8",
    "What is 7 times 6? ": "42",
    "Which planet is the largest? ": "jupiter",
}

points = 0
for question, answer in questions.items():
    if input(question).lower() == answer:
        print("Right!")
        points = points + 1
    else:
        print("No, it is", answer)

print("You have", points, "of", len(questions), "points.")
`,
    },
  },
  help: {
    title: 'What happened',
    idle: 'Press Run to start your program. If something goes wrong, you find out here what and why.',
    running: 'Your program is running. If it never ends, press Stop.',
    cutOff: 'Your program was stopped, because the page was loaded again.',
    waiting: 'Your program asked for something. Type your answer in the console and press Enter.',
    finished: 'Your program ran to its end.',
    next: 'Does it do what you wanted? Change something and run it again.',
    goTo: 'Show me line {{line}} of {{file}}',
    traceback: 'What Python said',
  },
  engine: {
    failed: 'Programs cannot run here yet',
    again: 'Look again',
  },
  history: {
    title: 'Earlier versions',
    about: 'Everything that you typed is kept. Choose a time to see what you had then.',
    none: 'There are no earlier versions yet. They come while you type.',
    list: 'Versions, the newest first',
    shown: 'The text of this version',
    unreadable: 'This version is not text.',
    notKept: 'Earlier versions of your work are not kept just now. Tell your teacher.',
    why: {
      saved: '{{file}}',
      found: '{{file}}, from another program',
      removed: '{{file}}, before it was removed',
    },
    bringBack: 'Bring this back',
    safe: 'What you have now is kept, too.',
    isNow: 'This is what you have now.',
  },
  settings: {
    title: 'Settings',
    panels: 'What to set',
    panel: { looks: 'Looks', teacher: 'For teachers', doctor: 'This computer' },
    theme: 'Colours',
    themes: {
      system: 'Same as this computer',
      light: 'Light',
      dark: 'Dark',
      contrast: 'High contrast',
    },
    font: 'Letters',
    fonts: { plain: 'Clear', dyslexic: 'OpenDyslexic, for dyslexic readers' },
    scale: 'Size of everything',
    percent: '{{percent}} %',
    lessMotion: 'Nothing moves on the screen',
    screenReader: 'I use a screen reader',
    screenReaderAside: 'Then a screen reader can read the console line by line.',
  },
  pin: {
    ask: 'The teacher’s PIN',
    form: '4 to 12 digits',
    unlock: 'Unlock',
    set: 'Set a PIN, so that only you can change these',
    change: 'Change the PIN',
    again: 'The same PIN once more',
    other: 'This is not the same PIN.',
    save: 'Save the PIN',
    remove: 'Remove the PIN',
  },
  teacher: {
    about: 'These count for every program that this user runs on this computer.',
    managed: 'Some of these were settled by whoever looks after this computer.',
    policyProblem:
      'The policy file of this computer cannot be used, so these stay as they come with Sandlot: {{words}}',
    engine: 'What programs are run with',
    engines: { auto: 'Whichever is there', podman: 'Podman', docker: 'Docker' },
    seconds: 'How many seconds a program may work',
    secondsToo: 'A program also ends after {{lines}} million lines, even if there is time left.',
    memory: 'How much memory a program may use, in MB',
    range: 'From {{least}} to {{most}}',
    outOfRange: 'Not saved: it has to be from {{least}} to {{most}}.',
  },
  doctor: {
    about:
      'Sandlot tries to break out of a box in every way that matters. It runs nothing on an engine whose boxes do not hold.',
    looking: 'Looking. This takes a few seconds …',
    install: 'Install Podman (or Docker) on this computer, start it, and look again.',
    fit: 'Fit: every limit that matters was tried and holds.',
    unfit: 'Not fit, so it is not used.',
    noBox: 'It could not start any box: {{words}}',
    again: 'Look again',
    missed: 'Where nothing answered',
    quiet: '{{address}} ({{source}})',
  },
  keys: {
    title: 'Help and keys',
    welcome: 'Show me the three steps again',
    everywhere: 'Everywhere',
    inEditor: 'In your program',
    run: 'Run your program',
    stop: 'Stop it',
    next: 'Go to the next part of the window',
    zoom: 'Everything larger, for the projector; press it again to go back',
    larger: 'A little larger',
    smaller: 'A little smaller',
    usual: 'Usual size',
    help: 'This help',
    editor: {
      indent: 'Move the line to the right (Shift+Tab: to the left)',
      stopHere: 'Put a stop sign at this line, or take it away',
      leave: 'Leave the editor: press one after the other',
      complete: 'Show suggestions',
      find: 'Find something',
      line: 'Go to a line',
      comment: 'Make a comment of a line',
      undo: 'Undo',
    },
  },
  welcome: {
    title: 'Welcome to Sandlot',
    step: 'Step {{step}} of {{steps}}',
    write: {
      title: 'Write here',
      text: 'This is your program. Everything that you type is saved by itself.',
    },
    run: {
      title: 'Press Run',
      text: 'Your program starts. It lives in a sealed box, so you can try anything: you cannot break the computer.',
    },
    look: {
      title: 'See what it does',
      text: 'Your program talks to you in the console, and you can answer. If something goes wrong, you are told what and where.',
    },
    back: 'Back',
    next: 'Next',
    skip: 'Skip',
    begin: 'Let’s begin',
  },
  trouble: {
    title: 'Sandlot could not be opened',
    again: 'Try again',
  },
  /** Problems whose words for a window differ from those for a command line. */
  problem: {
    'image-missing':
      'The Python box has not been built on this computer. Whoever looks after it can build it with: npm run images',
    'engine-missing':
      'Sandlot runs programs in boxes that Podman or Docker makes, and found neither on this computer. Tell your teacher: Podman has to be installed or started.',
    'engine-not-found':
      'Sandlot is set to use {{engine}}, and it is not running on this computer. A teacher can start it, or choose another in the settings.',
    'engine-unfit':
      'Sandlot found an engine but cannot run programs safely with it, so it does not. A teacher can see why in Settings, “This computer”.',
    'box-failed':
      'Your program could not start, because the engine made no box for it. Try again; if this stays, a teacher can look in Settings, “This computer”.',
    'home-unusable':
      'Sandlot cannot write to its own folder, {{path}}, so your work could not be kept. Tell your teacher.\n({{words}})',
    'connection-lost':
      'Sandlot has stopped. Start it again. What is not saved is only in this window: copy it before you close it.',
    unexpected: 'Something went wrong in Sandlot that nobody expected. Tell your teacher.\n\n{{words}}',
  },
} as const;
