/**
 * Every word that only a terminal says, or what has no page yet: the command line, the hosts, `npm start`. Windows load
 * none of this.
 */
export const enTerminal = {
  file: {
    missing: 'There is no file called {{file}}. Check the name and the folder.',
    folder: '{{file}} is a folder. Name the files in it one by one.',
    'no-file': '{{file}} is neither a file nor a folder, so it cannot be read.',
    unreadable: 'The file {{file}} could not be read: {{words}}.',
    'not-text':
      '{{file}} is not text that Python can read. If it is a program, save it in your editor as UTF-8; otherwise it is the wrong file.',
    nul: '{{file}} has a NUL character in it, so it cannot be a Python program. Is it the right file?',
    'too-large': '{{file}} has {{bytes}} bytes. It may have at most {{most}}.',
    'all-too-large': 'The files have {{bytes}} bytes together. That may be at most {{most}}.',
    'too-many-in': '{{folder}} has more than {{most}} files. Leave out what the program does not need.',
    'no-main': '{{folder}} has no {{program}}, and not just one file that ends with .py.',
    link: '{{file}} is a link or the like, and is not followed. Put the file or folder itself there.',
    'too-many': 'There are {{count}} files. There may be at most {{most}}.',
    'same-name': 'Two of the files would be called {{file}} in the box. Rename one of them.',
    'bad-name': 'The box cannot have a file called {{file}}: {{problem}}. Rename it.',
  },
  test: { named: 'test “{{name}}”', numbered: 'test {{id}}' },
  grade: {
    full: '{{name}}: {{score}} of {{outOf}}',
    part: '{{name}}: {{score}} of {{outOf}}; {{test}}: {{verdict}}',
    none: '{{name}}: no mark. This machine failed, or a checker; grade it once more.',
    leftOut: '{{name}}: not graded. {{words}}',
    passedOver: 'Files that were passed over, since they are no programs: {{count}}.',
    counts:
      'Programs: {{programs}}. With all points: {{full}}. Without a mark: {{ungraded}}. Left out: {{leftOut}}.',
  },
  option: {
    'no-file': 'Which program? Name a file: npm run -s sandlot -- run hello.py',
    extra: 'The doctor takes no {{extra}}. More with --help.',
    'forgot-run': 'To run a program, say so: npm run -s sandlot -- run {{command}}',
    'unknown-command':
      'There is no command {{command}}. There are run, trace, grade, pack and doctor; more with --help.',
    engine: 'There is no engine {{engine}}. Choose auto, docker or podman.',
    'limit-name': 'There is no limit {{name}}. There are {{names}}.',
    'limit-form': 'A limit is written name=number, for example cpuMillis=5000, and not {{text}}.',
    'limit-number': '{{name}} must be a whole number, not “{{value}}”.',
    'limit-range': '{{name}} can be {{floor}} to {{ceiling}}, and not {{value}}.',
    stdin: 'The file {{file}} for --stdin could not be read. Check the name and the folder.',
    'trace-what':
      'Say what to do with it: with --out T the program runs and its trace is written to T; with --at N a trace is shown at step N; --summary tells how large it is.',
    'grade-what':
      'Say what to grade, and by which exercise: npm run -s sandlot -- grade my-pack/how-old ada.py',
    'bad-tests':
      'Some tests make no sense once they are filled in ({{words}}). Change them in exercise.yaml.',
    'grade-exercise': 'The pack has no exercise {{id}}. It has {{ids}}.',
    'grade-predict': 'In {{id}} pupils say what a program prints: there is no program to grade.',
    'grade-nothing': 'In {{path}} nothing was handed in: there is no file that ends with .py, and no folder.',
    'pack-what':
      'Say what to do with packs: new, check, build, sign, show, import, add or remove; more with --help.',
    'pack-where': 'Which pack? Name a folder or a zip: npm run -s sandlot -- pack {{what}} my-pack',
    'pack-unknown': 'There is no pack {{id}} in this studio.',
    'pack-bundled': 'The pack {{id}} came with Sandlot and cannot be removed.',
    'pack-which': 'Which pack? Give its id: npm run -s sandlot -- pack remove my-pack',
    'pack-one': 'One pack at a time, please: {{extra}} is one too many.',
    'pack-there': 'There is something at {{path}} already. Give another name, or remove it first.',
    'pack-name': 'Who signs? Say --name "Ada Lovelace" (at most 100 characters).',
    'pack-id': 'A pack cannot be called {{name}}. Use small letters, digits and -, and begin with a letter.',
    'pack-out': 'Where to? Say --out and the name of a new folder.',
    'pack-key': 'The key {{file}} could not be used. It should be an Ed25519 key in PEM.',
    'pack-import': '{{path}} is neither an XML export of Moodle nor a folder of Exercism exercises.',
    'pack-disk': '{{path}} could not be read or written ({{words}}).',
    'one-trace': 'One trace at a time, please: {{extra}} is one too many.',
    step: 'A step is a number from 0, not “{{value}}”.',
    badInput: 'a file or an option that is not right',
    bad: '{{words}}.\nFor help: npm run -s sandlot -- --help',
  },
  trace: {
    step: {
      line: 'Step {{step}} of {{last}}: line {{line}} of {{file}} is about to run.',
      call: 'Step {{step}} of {{last}}: {{name}} begins, at line {{line}} of {{file}}.',
      return: 'Step {{step}} of {{last}}: {{name}} returns {{value}}, at line {{line}} of {{file}}.',
      yield: 'Step {{step}} of {{last}}: {{name}} gives {{value}} and rests, at line {{line}} of {{file}}.',
      resume: 'Step {{step}} of {{last}}: {{name}} goes on, at line {{line}} of {{file}}.',
      raise: 'Step {{step}} of {{last}}: {{exception}} at line {{line}} of {{file}}.',
    },
    frame: '{{name}}, line {{line}} of {{file}}:',
    resting: '{{name}}, resting at line {{line}} of {{file}}:',
    leftOut: 'and {{count}} more that are not recorded',
    output: 'Printed so far:',
    summary:
      '{{steps}} steps, {{lines}} lines run, {{bytes}} bytes ({{perStep}} a step), read in {{millis}} ms.',
    cut: 'The trace has no end: its program was stopped, or it was cut. What is there can be shown.',
    corrupt: 'Line {{line}} of the trace is not right. What stands before it can be shown.',
    unsupported: 'The trace is of version {{version}}, which this Sandlot does not know.',
    'no-step': 'There is no step {{step}}. There are {{steps}}, counted from 0.',
    file: 'The trace {{file}} could not be read or written: {{words}}.',
  },
  run: {
    proving: 'The first run on this computer: checking that the box holds. This takes a few seconds.',
  },
  /** What the studio in Electron says outside of its page. */
  host: {
    title: 'Sandlot',
    notOpened: 'Sandlot could not open',
    broken: {
      title: 'Something broke',
      mended:
        'The window of Sandlot broke and was opened again. What you typed in the last two seconds may be gone.',
      again:
        'The window of Sandlot broke twice within a minute ({{reason}}), so Sandlot closes. Your work is saved. Open Sandlot again; if this stays, tell your teacher.',
    },
    unsaved: {
      message: 'Your last changes are not saved yet.',
      stay: 'Stay, and try to save them',
      close: 'Close without them',
    },
  },
  webHost: {
    open: 'Sandlot is open. This is its address, on this computer only:\n\n    {{address}}\n\nTo close Sandlot, press Ctrl-C here.',
    closing: 'Closing Sandlot …',
    noDisplay: 'There is no screen here to open a browser on. Open the address yourself.',
    noBrowser: 'No browser could be opened. Copy the address into yours.',
    portTaken:
      'Another program has the port {{port}}. Leave --port out, or say --port 0, and Sandlot takes one that is free.',
    portGuarded:
      'You may not open the port {{port}}. Leave --port out, or say --port 0, and Sandlot takes one that is free.',
    option: {
      port: 'A port is a number from 0 to 65535, and not {{port}}.',
      bad: '{{words}}.\nThere are --port NUMBER and --no-open, and for npm start --host auto, web or electron.',
    },
    /** Pages of their own. */
    stranger: {
      title: 'This is Sandlot, but it does not know you yet',
      text: 'Where Sandlot was started it has printed an address. Copy all of it into the address bar of this browser.',
    },
    missing: {
      title: 'There is nothing here',
      text: 'Sandlot has no page with this address. Its first page is <a href="/">here</a>.',
    },
  },
  start: {
    imageFailed:
      'The Python box could not be built; the reason is above. Sandlot opens all the same, but cannot run programs. To try again: npm run images',
    imageElsewhere:
      'The Python box can only be built on Debian or a system made from it: npm run images. Then copy the folder sandbox-images/out/python to this computer. Sandlot opens all the same, but cannot run programs.',
    noWindow: 'The window of Sandlot could not be built; the reason is above.',
    option: { host: 'There is no host {{host}}. Choose auto, web or electron.' },
    electron: {
      missing: 'Sandlot cannot have a window of its own here: {{why}}. Try: npm start -- --host web',
      instead: 'Sandlot opens in a browser: {{why}}.',
      noDisplay: 'there is no screen',
      root: 'root should not have such a window',
      noEntry: 'its main program has not been built',
      died: 'Electron stopped as soon as it was started (if it said why, that is above)',
      notFetched: 'Electron could not be fetched from the internet',
    },
  },
  /** Pages of the command line: all of it, and one command. */
  help: {
    all: `Sandlot runs pupils' Python in a sealed box.

{{usage}}
  sandlot COMMAND --help all about one of them

Options of run:
{{runOptions}}

Options of doctor:
{{doctorOptions}}

Exit codes of run:
{{codes}}
`,
    one: `{{usage}}

Options:
{{options}}

For example:
{{example}}

Exit codes:
{{codes}}
`,
    usage: {
      run: `  sandlot run FILE…      run the first file; the others lie beside it`,
      trace: `  sandlot trace FILE… --out T
                         run it as run does, and write what it did, step by step, to T
  sandlot trace T        show a trace: --at N for the state at step N, --summary for its size`,
      grade: `  sandlot grade P/E X    grade X by the exercise E of the pack P: a program; a folder with main.py in it,
                         which is one pupil's; or the folder of a class, in which each folder is one
                         pupil's (main.py is run, or its only .py file; the others lie beside it) and
                         so is each .py file`,
      pack: `  sandlot pack new DIR   make a small lesson pack to begin with
  sandlot pack check P   tell all that is wrong with a pack, a folder or a zip, and try its solutions,
                         starters and wrong attempts, but with --no-run
  sandlot pack build P   make a zip of it: --out FILE
  sandlot pack sign P    sign it: --name "Ada Lovelace", --key FILE (your own key)
  sandlot pack show P    tell what is in it, and who signed it
  sandlot pack import X  make a pack of Moodle's CodeRunner XML or Exercism's folders: --out DIR
  sandlot pack add P     take it into this user's studio
  sandlot pack remove ID take it out of there again; what pupils have made of it stays`,
      doctor: `  sandlot doctor         show which engines are here and what they hold`,
    },
    options: {
      run: `  --engine NAME          auto, docker or podman (auto)
  --json                 one event a line as JSON, the result last; no terminal
  --stdin FILE|-         take the program's input from a file, or from ours
  --limit NAME=NUMBER    change a limit; may be given several times:
                         {{limits}}`,
      trace: `  --out T                run the program and write its trace to T; all options of run go with it
  --at N                 show the state at step N, counted from 0
  --summary              tell how large the trace is`,
      grade: `  --engine NAME          auto, docker or podman (auto)
  --json                 one program a line as JSON, each when it is graded, the counts last`,
      pack: `  --no-run               check: only read, and run nothing
  --out PATH             build: the zip; import: the new folder
  --name NAME            sign: who signs
  --key FILE             sign: an Ed25519 key in PEM, instead of the one that Sandlot made
  --engine NAME          check: auto, docker or podman (auto)
  --json                 check, show, import, add, remove: as JSON`,
      doctor: `  --json                 as JSON
  --engine NAME          only this one`,
    },
    example: {
      run: `  npm run -s sandlot -- run hello.py words.txt --limit cpuMillis=5000`,
      trace: `  npm run -s sandlot -- trace hello.py --out steps.jsonl
  npm run -s sandlot -- trace steps.jsonl --at 12`,
      grade: `  npm run -s sandlot -- grade my-pack/how-old handed-in/`,
      pack: `  npm run -s sandlot -- pack new my-pack
  npm run -s sandlot -- pack check my-pack`,
      doctor: `  npm run -s sandlot -- doctor --engine podman`,
    },
    codes: {
      run: `{{verdicts}}`,
      trace: `  0  the trace is shown; with --out, the codes are those of run
  2  the trace, a file or an option is not right`,
      grade: `  0  all have all their points
  2  something was left out, or a file or an option is not right
  8  something could not be judged; grade it once more
  9  somebody lacks points`,
      pack: `  0  it was done, and nothing is wrong
  2  something is wrong with the pack, a file or an option
  8  it could not be done on this computer; why is told`,
      doctor: `  0  an engine is fit
  1  none is
  8  none could be asked`,
    },
  },
  packs: {
    /** What `sandlot pack` says. */
    command: {
      made: 'Made the pack {{id}} in {{folder}}. Change what is in it, then check it:\n  npm run -s sandlot -- pack check {{folder}}',
      built: 'Wrote {{file}}: {{id}} {{version}}, {{bytes}} bytes.',
      signed: 'Signed {{id}} {{version}} as {{name}}, {{fingerprint}}.',
      taken: 'Took in {{id}} {{version}}.',
      removed: 'Removed {{id}}. What pupils have made of it is still in their work.',
      uncovered: 'Removed {{id}}. The version {{version}} that came with Sandlot is there again.',
      updated: 'Took in {{id}} {{version}} in the place of {{before}}.',
      imported: 'Wrote a pack to {{folder}}. Exercises: {{exercises}}. Tests: {{tests}}.',
      signAgain:
        'So its signature is not valid any more, and a studio that has a signed one refuses this one. Sign it again, then build it:\n  npm run -s sandlot -- pack sign {{path}} --name "Your name"',
      finish: 'Before you give it to pupils: fill in licence and authors in pack.yaml, and check it.',
      leftOut: 'Not carried over:',
      good: 'Exercises: {{exercises}}. Tests: {{tests}}. Wrong attempts: {{wrong}}. Languages: {{languages}}. Problems: 0.',
      bad: 'Problems: {{problems}}.',
      notRun: 'Nothing was run: whether solutions are right and wrong attempts fail was not tried.',
    },
    /** What was run and did not do as it should. */
    trial: {
      passes: 'this passes, and should not. Add a test that it fails.',
      fails: 'this does not pass, and should. Run it and see what it does.',
      failsTest: 'this should be accepted, but {{test}} says: {{verdict}}.',
      unknown: 'this could not be judged. Look at the checkers, and try once more.',
    },
    show: {
      head: '{{title}} ({{id}} {{version}}), {{languages}}, {{licence}}, by {{authors}}',
      signed: 'Signed by {{name}}, {{fingerprint}}.',
      unsigned: 'Nobody has signed it.',
      changed: '{{name}} signed it, but since then this was changed: {{files}}',
      unit: '{{title}}:',
      exercise: '  {{id}}: {{title}} ({{kind}}, {{points}} points, {{tests}} tests)',
    },
    template: {
      pack: `format: 1
id: {{id}}
version: 1.0.0
title: My first pack
languages: [en]
licence: CC-BY-4.0
authors: [Your name]
studio: {{studio}}
units:
  - id: first-unit
    title: First unit
    exercises: [how-old]
`,
      exercise: `id: how-old
title: How old next year?
kind: program
skills: [input, arithmetic]
tests:
  - name: Ada is ten
    input: |
      Ada
      10
    output: |
      Hello Ada, next year you will be 11.
    message: Add one to the age before you print it.
  - input: |
      Bo
      99
    output: |
      Hello Bo, next year you will be 100.
    hidden: true
hints:
  - Which kind of thing does input() give you, a number or a text?
  - int() makes a number of a text.
`,
      task: `Ask for a name, then for an age. Then say hello, and how old they will be next year:

\`\`\`
Hello Ada, next year you will be 11.
\`\`\`
`,
      starter: `name = input()
`,
      solution: `name = input()
age = int(input())
print(f"Hello {name}, next year you will be {age + 1}.")
`,
      wrong: `name = input()
age = input()  #! input-not-converted
print(f"Hello {name}, next year you will be {age + 1}.")
`,
    },
    /** What `import` could not carry over. */
    import: {
      'not-coderunner': 'left out: it is a question of the type {{type}}, not of CodeRunner.',
      language: 'left out: it is for {{language}}, and Sandlot teaches Python.',
      'no-solution':
        'left out: it has no answer that could be the solution. Write one in Moodle, or by hand.',
      'no-tests': 'left out: none of its tests could be carried over.',
      'test-code': 'a test was left out, since it is more than one call: {{code}}',
      'test-extra': 'what a test has under “extra” was left out: {{code}}',
      'test-guessed': 'is what {{code}} gives a text? It was taken for one: {{expected}}',
      marks: 'tests have marks that are no whole numbers ({{marks}}); now all are worth the same.',
      formatting: 'pictures, tables or links of the task were left out. Look at task.md.',
      attachments: 'files that belong to it were left out. Put them into its folder files.',
      assertion:
        'the test “{{name}}” has something that is no comparison of a call with a value; that was left out.',
      helpers: 'files beside the solution were left out: {{files}}',
      'not-xml': 'this is no XML that can be read, or not an export of Moodle.',
      'nothing-found': 'there are no questions in it.',
    },
  },
} as const;
