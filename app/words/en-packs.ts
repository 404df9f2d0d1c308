/** What is told of lesson packs, for teachers who write them. */
export const enPacks = {
  /** Where a problem is. */
  place: {
    line: '{{file}}, line {{line}}: {{words}}',
    file: '{{file}}: {{words}}',
  },
  /** What is wrong, and what to do. */
  problem: {
    'not-a-zip': 'this is no zip. A pack is a folder, or a zip of it: make one with “sandlot pack build”.',
    'zip-damaged': 'the zip is damaged here. Copy or make it once more. ({{words}})',
    'zip-too-large': 'the zip has more than {{megabytes}} MB. Leave out or shrink pictures.',
    'unpacked-too-large': 'its files have more than {{megabytes}} MB together. Leave out or shrink some.',
    'too-many-files': 'there are more than {{most}} files. Leave out what the exercises do not need.',
    encrypted: 'this file is locked with a password. Make the zip without one.',
    compression: 'this file is packed in an unusual way. Make the zip with “sandlot pack build”.',
    link: 'this is a symbolic link. Put the file itself there.',
    'no-file': 'this is neither a file nor a folder. Leave it out.',
    path: 'no file of a pack can be called that, because {{problem}}. Give it another name.',
    'path-too-long':
      'its name, with the folders that it lies in, has more than {{most}} characters. Make it shorter.',
    'path-too-deep': 'it lies in more than {{most}} folders. Put it further up.',
    'same-path': 'on some computers this has the same name as {{other}}. Give one of them another name.',
    unreadable: 'this could not be read ({{words}}). Are you allowed to, and is it still there?',
    'not-found': 'there is nothing with that name.',
    'missing-file': 'this file is missing. Write it.',
    'unknown-file': 'the format knows no such file, or nothing needs it. Move it or leave it out.',
    'file-too-large': 'this has more than {{kilobytes}} KB. Make it smaller.',
    'not-utf8': 'this is no text in UTF-8. Save it as UTF-8 in your editor.',
    'picture-kind':
      'this is no PNG, JPEG, GIF or WebP, or its name ends like another kind. Save it as one of them.',
    'picture-size':
      'this picture has {{width}} × {{height}} pixels; {{most}} each way are allowed. Shrink it.',
    empty: 'there is nothing in it. Write something.',
    'yaml-anchor':
      '“{{text}}” is an anchor or an alias of YAML. Packs have none: write the text out, or put it in quotes.',
    'yaml-tag':
      '“{{text}}” is a tag or a directive of YAML. Packs have none: put it in quotes if you mean the text.',
    'yaml-key': 'a question mark begins a special key of YAML here. Put it in quotes if you mean the text.',
    missing: '{{key}} is missing. Add it.',
    'unknown-key': 'nothing is called {{key}} here. Look at how it is spelt and how far it is indented.',
    value: '{{key}} should be {{expected}}.',
    'language-missing':
      'there is no text in the language {{language}}. Every text must be there in all languages.',
    'language-unknown':
      'the pack does not have the language {{language}}. Add it to languages in pack.yaml, or leave this out.',
    'format-newer':
      'this pack is of format {{format}}, and this Sandlot knows formats up to {{ours}}. Update Sandlot.',
    'studio-newer': 'this pack needs Sandlot {{studio}} or later, and this is {{ours}}. Update Sandlot.',
    twice: '{{id}} is there twice. Leave one out.',
    'no-such-exercise': 'there is no exercise {{id}}: no folder in exercises is called that.',
    'in-no-unit': 'the exercise {{id}} is in no unit. Add it to one, or remove its folder.',
    'id-not-folder': 'the id is {{id}}, and the folder is called {{folder}}. They must be the same.',
    cycle:
      'these exercises wait for each other, so that nobody could begin: {{ids}}. Take one out of requires.',
    'too-many-exercises': 'there are more than {{most}} exercises. Make several packs of them.',
    needs: '{{file}} is missing. Write it.',
    'not-for-kind': 'an exercise of the kind {{kind}} has none of this. Leave it out.',
    'passing-too-high': 'passing is {{passing}}, but there are only {{points}} points.',
    'points-too-many': 'the tests are worth {{said}} points, but the exercise has only {{points}}.',
    'points-left-over':
      'the tests are worth {{said}} points together, and the exercise has {{points}}. Change one of them, or let a test not say.',
    'nothing-left-over':
      'tests that say nothing of points would get none: the others are worth all {{points}}. Give the exercise more.',
    'too-many-tests': 'there are more than {{most}} tests, generated ones among them. Leave some out.',
    'test-nothing':
      'this test does not say what to do: it needs input and output, or call, or uses or avoids.',
    'test-mixed': '{{key}} does not go with the rest of this test. Make two tests of it.',
    'test-expects-nothing': 'this test does not say what is right: add output, checker, returns or generate.',
    'test-generated-expectation':
      '{{key}} does not go with generate: what is expected comes from solution.py.',
    'test-tolerance': 'tolerance goes with “compare: numbers”, or with a call.',
    pattern: 'this is no regular expression. Look for brackets that are not closed.',
    'call-form':
      'call should be one call whose arguments are written out, such as area(3, 4). This is: {{call}}',
    'not-a-literal':
      'returns should be a value as Python writes it: 12, [1, 2], True, or a text in two kinds of quotes, "\'Ada\'". This is: {{text}}',
    feature:
      'a rule cannot look for {{feature}}. It can for loop, for, while, if, elif, else, function, return, list, dict, comprehension, f-string, import, or a call such as append().',
    range:
      '{{name}} should be two whole numbers, the smaller first, as in 1..100, or a list. This is: {{text}}',
    'name-unknown': 'there is a hole for {{name}}, and generate has no such value.',
    'name-unused': 'the value {{name}} is used nowhere: there is no hole for it in input or call.',
    'wrong-unmarked':
      'nothing names the misconception. End the line with the fault with #! and an id; where an output is predicted, begin with “#! id, line 3”.',
    'wrong-marks': 'more than one line ends with #!. Keep one: the line with the fault.',
    'wrong-line': 'it names line {{line}}, but starter.py has only {{lines}}.',
    'wrong-is-right': 'this is what is right, and it should be wrong. Change it.',
    'parsons-lines': 'to put lines in order, there must be two that differ.',
    'markdown-html':
      'there is HTML here. Write it in Markdown; for signs such as < put them between backticks.',
    'markdown-deep':
      'up to here there is too much in each other, or too many lines or signs such as [ * _ ` < |. Make it simpler, or leave empty lines between.',
    'markdown-much': 'the tasks of this pack are too much together. Make several packs of it.',
    'picture-remote': 'the picture {{address}} is not in the pack. Put it into the folder pictures.',
    'picture-missing':
      'there is no picture {{address}}. Pictures lie beside the task, in the folder pictures.',
    older:
      'this is version {{version}} of {{id}}, and {{there}} is here already. An older version is not taken in: remove the newer one first.',
    'other-signer':
      'the pack {{id}} that is here was signed by somebody who did not sign this one. If you trust this one, remove the other first.',
    'signature-stale':
      'the pack {{id}} that is here was signed, and the signature of this one is not valid any more: it was changed after it was signed. Whoever made it signs it again with “sandlot pack sign”. If you trust it as it is, remove the other first.',
    'not-ours': 'this file is damaged or comes from another computer. Take the pack in again.',
    'key-damaged':
      'this cannot be opened any more, because this computer’s key for packs was damaged (it is kept as {{key}}). Take the pack in again; what pupils have done in it is not lost.',
    signature: 'this is no signature. Sign the pack again with “sandlot pack sign”.',
  },
  /** What is wrong with YAML, by the parser's own name for it. */
  yaml: {
    indent: 'this is indented otherwise than what belongs to it.',
    tab: 'a tab is used for indenting. YAML wants spaces.',
    twice: 'this key is there twice. Leave one out.',
    'sign-missing': 'a quotation mark, a bracket or a comma is missing here, or on a line before.',
    'colon-in-text': 'a text with a colon in it must be in quotes.',
    'colon-missing': 'a colon is missing here, or the text should be in quotes.',
    'first-sign': 'a text that begins with this sign must be in quotes.',
    documents: 'a line --- begins a second document. Leave it out.',
    other:
      'this is no YAML that can be read. Look at the spaces at the beginning of lines, at colons and quotes. ({{words}})',
  },
  /** What should have stood there. */
  expected: {
    id: 'an id: small letters, digits and -, a letter first, at most 60',
    ids: 'a list of ids, such as [range, input]',
    language: 'a language, such as es or pt-BR',
    languages: 'a list of languages, such as [en, es]',
    text: 'a text',
    texts: 'a text, or one text in each language, such as { en: Loops, es: Bucles }',
    version: 'three numbers, such as 1.0.0',
    format: 'the number 1',
    licence: 'the SPDX name of a licence, such as CC-BY-4.0',
    authors: 'a list of names, at least one',
    units: 'a list of units, at least one',
    unit: 'a unit with id, title and exercises',
    map: 'keys and values, each on a line of its own',
    kind: 'program, function, fix, predict, parsons or project',
    whole: 'a whole number from 0 to 1000',
    limit: 'a number within what is possible: seconds 0.1 to 60, memoryMb 32 to 1024, outputKb 1 to 1024',
    tests: 'a list of tests',
    test: 'a test: keys and values',
    'yes-no': 'true or false',
    compare: 'exact, lines, tokens, numbers or regex',
    tolerance: 'a number from 0',
    checker: 'the name of a file in checkers',
    literal: 'a value as Python writes it',
    feature: 'the name of what to look for, such as for or append()',
    features: 'a list of what to look for, such as [for, append()]',
    times: 'a whole number from 1 to 100',
    values: 'two whole numbers such as 1..100, or a list of at least one and at most 1000',
    'value-name': 'a name of small letters, digits and _',
    hints: 'a list of at most 20 hints',
    extra: 'a list of at most 50 lines',
    other: 'something else',
  },
} as const;
