import { enLessons } from './en-lessons.ts';
import { enPacks } from './en-packs.ts';
import { enSteps } from './en-steps.ts';
import { enWindow } from './en-window.ts';

/**
 * Every word that a person reads, in English. `{{name}}` is filled in. Written for a ten-year-old where a pupil
 * reads it, for an IT teacher where the doctor speaks.
 */
export const en = {
  window: enWindow,
  steps: enSteps,
  lessons: enLessons,
  packs: enPacks,
  verdict: {
    finished: 'Your program finished.',
    accepted: 'Right!',
    'wrong answer': 'Not the right answer yet.',
    'runtime error': 'Your program stopped because something went wrong.',
    'compile error': 'Python could not read your program, so it did not start.',
    'time limit exceeded': 'Your program ran too long, so it was stopped.',
    'memory limit exceeded': 'Your program used too much memory, so it was stopped.',
    'output limit exceeded': 'Your program printed more than anybody could read, so it was stopped.',
    stopped: 'You stopped your program.',
    'internal error': 'Something went wrong in Sandlot, not in your program.',
  },
  reason: {
    'cpu time': 'It worked for {{duration}} without ending. Is there a loop that never ends?',
    'wall clock': 'It took longer than {{duration}}.',
    'instruction limit': 'It ran {{lines}} million lines without ending. Is there a loop that never ends?',
    signal: 'It crashed ({{signal}}) before Python could say why.',
    'engine lost':
      'The program that makes the boxes ({{engine}}) went away. Run your program again; if this stays, tell your teacher.',
    'box lost': 'Its box broke. Run your program again; if this stays, tell your teacher.',
    'box silent': 'Its box stopped answering. The computer may be very busy: try again in a moment.',
    protocol: 'Its box said something that makes no sense, so it was thrown away. Run your program again.',
    'exit code': 'It ended itself with the code {{code}}. That usually means that something went wrong.',
  },
  /** Where to look, for verdicts that say all but that. */
  advice: {
    'output limit exceeded': 'Is there a loop that prints and never ends? Look at what should make it stop.',
    'memory limit exceeded': 'Is there a list or a text that grows and grows?',
  },
  size: '{{kilobytes}} KB',
  duration: { one: '1 second', other: '{{seconds}} seconds' },
  place: {
    line: 'Look at line {{line}} of {{file}}:',
  },
  /** What Python's exceptions mean, by name. */
  exception: {
    AssertionError: 'An assert found that something is not as it should be.',
    BlockingIOError:
      'Your program tried to start too many things at once. There is only room for so many processes and threads.',
    AttributeError:
      'Python looked for the name after a dot and did not find it. Check the spelling, and what kind of thing is before the dot.',
    EOFError: 'Your program asked for input, but there was none left.',
    FileNotFoundError: 'Python could not find a file with that name.',
    FileExistsError: 'There is a file with that name already.',
    ImportError: 'Python could not import that name.',
    IndentationError: 'This line does not line up with the lines around it. Check the spaces at its start.',
    IndexError:
      'Your program asked for a place in a list or text that does not exist. The first place is number 0.',
    IsADirectoryError: 'That name belongs to a folder, not to a file.',
    KeyError: 'Your program asked a dictionary for a key that it does not have.',
    KeyboardInterrupt: 'The program was interrupted.',
    MemoryError: 'There was not enough memory for that.',
    ModuleNotFoundError:
      'There is no module with that name here. Check the spelling. You can import what comes with Python, and other files of this program.',
    NameError:
      'Python does not know this name. Check the spelling, and that it gets a value before this line.',
    NotImplementedError: 'This part of the program is not written yet.',
    OSError:
      'The box could not do that. Perhaps its disk is full, or it is something that a program may not do there.',
    OverflowError: 'A number became too big.',
    PermissionError: 'Your program may not do that in its box.',
    RecursionError: 'A function called itself again and again and never stopped.',
    RuntimeError: 'Python could not go on. Its own words are below.',
    StopIteration: 'There was nothing left to take.',
    SyntaxError:
      'Python does not understand this line. Is something missing or too much, here or on the line before?',
    TabError: 'This line mixes tabs and spaces at its start. Use spaces only.',
    TypeError: 'Something here is of the wrong kind, like adding a number to a text.',
    URLError: 'Programs cannot use the internet here.',
    UnboundLocalError: 'This function uses a name before it gets a value inside the function.',
    UnicodeDecodeError: 'The file is not plain text that Python can read.',
    ValueError: 'The value has the right kind, but Python cannot use it here.',
    ZeroDivisionError: 'Something was divided by zero.',
  },
  /** Of those that have no words. */
  exceptionUnknown: 'Python reported: {{name}}.',
  /** What they mean where Python's message says more than the name. */
  exceptionOf: {
    tookYourFile:
      'Python has a module called {{module}}, and your file {{file}} has the same name, so Python took your file instead. Give your file another name.',
    noScreen: 'There is no drawing window here yet, so turtle, tkinter and pygame do not work.',
    nameOfModule:
      'Python does not know the name “{{name}}”. If you mean the module {{name}}, write “import {{name}}” at the top of your program. If not, did you forget to give it a value?',
    nameMeant:
      'Python does not know the name “{{name}}”. Did you mean “{{meant}}”? If it should be text, put it in quotation marks.',
    nameUnknown:
      'Python does not know the name “{{name}}”. Check the spelling, and that it gets a value before this line. If it should be text, put it in quotation marks.',
    nameTooEarly:
      'This function uses “{{name}}” before “{{name}}” gets a value inside the function. A function does not change the names outside of it.',
    nothingThere:
      'There is nothing (None) before “.{{name}}”, so Python cannot look for “{{name}}” in it. Where should that value come from?',
    attributeMeant: 'Python did not find “.{{name}}” here. Did you mean “.{{meant}}”?',
    textAndNumber:
      'With “+” you can add two numbers or join two texts. Here one is a number and the other is a text.',
    compared:
      'Python cannot compare these: to the left of “{{sign}}” is {{kind}}, to the right is {{other}}.',
    operator: 'Python cannot do that: to the left of “{{sign}}” is {{kind}}, to the right is {{other}}.',
    notCallable:
      'Round brackets after a name call a function, but here there is {{kind}} before them. Is there a sign such as * missing, or have you given a function’s name to something else?',
    noPlaces: 'Square brackets are for the places in a list or a text. Here there is {{kind}} before them.',
    nothingBeforeBrackets:
      'There is nothing (None) before these square brackets. Some functions give nothing back, sort() for example.',
    numberNotCounted:
      'Python cannot go through a number one by one. To count up to it, use range: for i in range(5).',
    notIterable: 'Python can go through a list or a text one by one, but not through {{kind}}.',
    cannotBeChanged: 'The parts of {{kind}} cannot be changed. Make a new one instead.',
    noWholePlace: 'The number of a place in a list or text must be a whole number.',
    tooLittleGiven: '{{name}} needs more in its brackets: {{missing}} is missing.',
    methodGivenTooMuch:
      'The def of {{name}} has fewer names in its brackets than it was given. Does it begin with self? Python puts the object itself there.',
    tooMuchGiven: '{{name}} was called with more in its brackets than its def has names for.',
    emptyNumber: 'Your program tried to make a number out of an empty text.',
    pointInInt:
      'int() makes whole numbers, and there is a decimal point in this text. For such numbers there is float().',
    notANumber:
      'Your program tried to make a number out of text that is not a number. Digits work, words do not.',
    tooManyValues: 'There are more values here than names for them.',
    tooFewValues: 'There are fewer values here than names for them.',
    notInList: 'Your program tried to remove something from a list that is not in the list.',
    needsIndent: 'The line after a colon has to start further to the right: with four more spaces.',
    unexpectedIndent:
      'This line starts with more spaces than the line before it, and nothing there asks for that.',
    oddIndent: 'The spaces at the start of this line do not match any line above it.',
    elseIf: 'In Python, “else if” is one word: elif.',
    colon: 'A colon is missing: lines with if, for, while and def end with “:”.',
    twoEquals:
      'One “=” gives a name its value. To ask whether two things are equal, write two of them: “==”.',
    noTarget:
      'To the left of “=” there has to be a name, which gets the value. To ask whether two things are equal, write “==”.',
    quote: 'A text starts with a quotation mark here and never ends. Put another one at its end.',
    bracket: 'A bracket is opened here and never closed.',
    bracketTooMany:
      'There is a {{closing}} here that closes nothing. Is it one too many, or is one missing before it?',
    otherBracket: 'This bracket was opened with {{opening}} and closed with {{closing}}.',
    printBrackets: 'print needs brackets around what it should print: print("Hello").',
    comma: 'Is something missing between two things here, such as a comma, a “+” or a quotation mark?',
    oddCharacter:
      'There is a character here that Python does not know. Quotation marks have to be straight ones. If you copied this from somewhere, type it again yourself.',
    notUtf8:
      'There are letters in this file that Python cannot read. Save it as UTF-8 in the program that wrote it.',
    backslash:
      'A backslash in a text begins something special, such as \\n for a new line. For a backslash itself write two.',
    returnOutside: 'return only works inside a function. Are there spaces missing at the start of this line?',
    loopWordOutside:
      'break and continue only work inside a loop. Are there spaces missing at the start of this line?',
    leadingZero: 'A whole number cannot start with a 0.',
    digitFirst: 'A name cannot start with a digit, and a number cannot have letters in it.',
  },
  /** What Python calls the kinds of values, as words that a child knows. */
  kindOfValue: {
    int: 'a whole number',
    float: 'a number with a decimal point',
    str: 'a text',
    bool: 'True or False',
    list: 'a list',
    tuple: 'a tuple',
    dict: 'a dictionary',
    set: 'a set',
    NoneType: 'nothing (None)',
    function: 'a function',
    builtin_function_or_method: 'a function',
    method: 'a function',
    type: 'a class',
    module: 'a module',
  },
  problem: {
    'image-missing': 'The Python box has not been built on this computer. Run: npm run images',
    'image-corrupt': 'The file with the Python box is damaged. Run: npm run images\n({{words}})',
    'image-unexpected':
      'The engine has another box under the name {{image}}, and would not take ours. Remove that image and try again.',
    'engine-missing':
      'Sandlot needs Docker or Podman to run programs safely, and found neither running. Ask your teacher, who can run: npm run -s sandlot -- doctor',
    'engine-not-found':
      'Sandlot did not find {{engine}} running on this computer. Start it, or leave out --engine. To see what is there: npm run -s sandlot -- doctor',
    'engine-unfit':
      'Sandlot found an engine but cannot run programs safely with it, so it does not. To see why: npm run -s sandlot -- doctor',
    'engine-lost':
      'The engine ({{engine}}) stopped answering. Start it again and try once more.\n({{words}})',
    'disk-full': 'The disk of this computer is full. Make some room and try again.\n({{words}})',
    'box-failed':
      'The engine could not make a box to run the program in. Try again; to find out more: npm run -s sandlot -- doctor\n({{words}})',
    'spec-unsigned': 'This run was not signed by this studio, so it is not started.',
    'spec-invalid': 'This run cannot be started: its {{field}} is not right.',
    'spec-expired': 'This run waited too long to be started. Run it again.',
    'spec-replayed': 'This run has been started before. Run it again.',
    'spec-beyond-ceiling': 'This run asks for more than any run may have: {{field}}.',
    'queue-full': 'Many programs are running and waiting just now. Wait a moment, then run yours again.',
    'already-running': 'Your program is still running. Stop it first, then run it again.',
    'home-unusable':
      'Sandlot cannot write to its own folder, {{path}}. Make it writable, or choose another one with SANDLOT_HOME=FOLDER.\n({{words}})',
    'bad-request': 'The window asked for something that makes no sense ({{method}} {{field}}). Reload it.',
    'bad-answer': 'The studio answered something that makes no sense ({{method}}). Reload the window.',
    'too-many-calls': 'The window asked for too much at once. Wait a moment.',
    'no-such-pack': 'There is no pack {{pack}} here.',
    'pack-bundled': 'The pack {{pack}} came with Sandlot and cannot be removed.',
    'too-many-checks': 'Other checks are not done yet. Wait a moment, then press Check again.',
    'connection-lost': 'The window has lost its studio.',
    'no-such-run': 'That program is not running any more.',
    'no-such-project': 'There is no program called {{project}} any more.',
    'no-such-file': 'There is no file called {{file}} any more.',
    'no-such-version': 'That version is not kept any more.',
    'file-exists': 'There is a file called {{file}} already. Choose another name.',
    'project-exists': 'There is a program called {{name}} already. Choose another name.',
    'file-changed': '{{file}} was changed by another window or program.',
    'file-gone': '{{file}} was removed by another window or program.',
    'file-unreadable': '{{file}} is not text, so it cannot be shown here. Programs can still read it.',
    'file-too-large':
      '{{file}} is too large: it has {{bytes}}, and a file of a program may have {{most}}. Move some of it to another file.',
    'too-many-files':
      '“{{project}}” has more than {{most}} files, which is more than a program may have. A teacher can move some of them somewhere else. None of them was changed.',
    'work-too-large':
      'The files of this program are too large: together they have {{bytes}}, and {{most}} is the most. Move some of them somewhere else.',
    'bad-name': 'Nothing can be called “{{name}}”: {{problem}}.',
    'work-unwritable':
      'Your work could not be written to the disk of this computer. Tell your teacher, and do not close this window.\n({{words}})',
    'store-unusable': 'The list of earlier versions cannot be used.\n({{words}})',
    'store-newer':
      'The list of earlier versions was made by a newer Sandlot, so this one cannot use it. Your programs are all there.',
    'store-locked':
      'Another program holds the list of earlier versions. Close other windows of Sandlot. If this stays, your teacher can start the computer again.',
    'store-moved':
      'The list of earlier versions was damaged. It was put aside as {{path}}, and a new one has begun.',
    'store-not-kept':
      'Earlier versions are not kept just now, and the other {{file}} is not text, so it would be lost. Take it, or tell your teacher.',
    'store-ended': 'The list of earlier versions has stopped working. Close Sandlot and start it again.',
    'pin-needed': 'This needs the teacher’s PIN.',
    'pin-wrong': 'That is not the PIN.',
    'pin-wait': 'Too many wrong PINs. Wait {{seconds}} seconds.',
    managed: 'Whoever looks after this computer has settled this.',
    'no-such-exercise': 'The exercise “{{exercise}}” is not there any more. Choose another one.',
    'exercise-locked': 'Other exercises come before this one. Do those first.',
    'exercise-broken':
      'The tests of this exercise have a mistake, so nothing can be checked. It is not your fault. Tell your teacher, who can run: npm run -s sandlot -- pack check',
    closed: 'Sandlot is just closing.',
    unexpected:
      'Something went wrong in Sandlot that nobody expected. Please send this to its makers:\n\n{{words}}',
    'engine-runtime':
      '{{engine}} does not have the runtime {{runtime}} that SANDLOT_RUNTIME asks for. Install it, or leave SANDLOT_RUNTIME out.',
    'engine-not-local':
      'The engine at {{address}} is not on this computer, and programs never leave it. Change DOCKER_HOST or CONTAINER_HOST.',
  },
  /** Why nothing can have a name, as it goes on from “because”. */
  nameProblem: {
    empty: 'it is empty',
    absolute: 'it begins with a slash',
    'control character': 'it has a character that cannot be seen',
    'not Unicode': 'it has a broken character in it',
    'too long': 'it is too long',
    'too deep': 'it has too many folders',
    'leaves its folder': 'it leads out of the folder of this program',
    'forbidden character': 'it has one of the characters < > : " | ? * \\',
    reserved: 'Windows keeps that name for itself',
    slash: 'it has a slash',
    'dot at the start': 'it begins with a dot',
    'dot or space at the end': 'it ends with a dot or a space',
  },
  starter: {
    name: 'My first program',
    hello: `# This is a Python program. Press Run to start it.

name = input("What is your name? ")
print("Hello,", name + "!")

for count in [3, 2, 1]:
    print(count)

print("Lift off!")
`,
  },
  doctor: {
    none: 'No engine answers on this computer.',
    install:
      'Install Podman (https://podman.io) or Docker (https://docker.com) from your software centre, start it, and run this again.',
    asked: 'Asked at {{address}} ({{source}}): {{words}}',
    engine: '{{name}} {{version}} at {{address}}, {{mode}}, control groups version {{cgroups}}',
    rootless: 'rootless',
    rootful: 'rootful',
    columns: { check: 'What a box must hold', state: 'Here', seen: 'Seen' },
    state: { proven: 'proven', 'not enforced': 'not held', unproven: 'unproven' },
    fit: '{{name}} is fit: every limit that matters was tried and holds.',
    unfit: '{{name}} is NOT fit, so Sandlot does not use it. What to do:',
    notFitYet: '{{name}} could not be tried: {{words}}',
    noBox: 'It could not start any box. It said: {{words}}',
    elsewhere:
      'Not proven by this: Windows, macOS, rootless engines and control groups version 2, unless they are named above.',
    check: {
      network: 'No network',
      system: 'The system cannot be changed',
      disk: 'Space on the disk',
      files: 'Number of files',
      calls: 'Dangerous system calls are refused',
      privileges: 'No privileges',
      namespaces: 'Sees only itself',
      'user-namespace': 'Its users are not the computer’s',
      processes: 'Number of processes',
      processor: 'Share of the processor',
      clocks: 'Time',
      output: 'Amount of output',
      supervisor: 'The guard cannot be stopped, and tidies up',
      memory: 'Memory',
    },
    advice: {
      memory:
        'Memory: the engine must control memory. With a rootless engine, use control groups version 2 and delegate “memory” to users (systemd: Delegate=yes).',
      processes:
        'Processes: the engine must control “pids”. With a rootless engine, delegate it to users as for memory.',
      processor:
        'Processor: the engine must control “cpu”. With a rootless engine, delegate it to users as for memory.',
      network:
        'Network: boxes must start with the network “none”. Remove network settings from containers.conf.',
      calls:
        'System calls: the kernel needs seccomp (CONFIG_SECCOMP_FILTER), and the engine must not switch it off.',
      'user-namespace': 'Optional: Docker can map its users to others (userns-remap).',
      other: '{{check}}: update the engine; if it stays, send this table to the makers of Sandlot.',
    },
  },
} as const;
