import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  acceptCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import {
  HighlightStyle,
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { gotoLine, highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { words } from '../../app/words/index.ts';
import { completionSources } from './completions.ts';
import { errorLine, stepLine } from './line-light.ts';
import { stopsExtension, toggleStop } from './stops.ts';
import { visitsExtension } from './visits.ts';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.moduleKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--code-constant)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName))],
    color: 'var(--code-name)',
  },
  { tag: tags.definition(tags.className), color: 'var(--code-name)', fontWeight: '700' },
]);

/** Words of CodeMirror's own that people read, from our catalogue. */
const phrases = EditorState.phrases.of({
  Find: words('window.search.find'),
  Replace: words('window.search.replace'),
  next: words('window.search.next'),
  previous: words('window.search.previous'),
  all: words('window.search.all'),
  'match case': words('window.search.matchCase'),
  'by word': words('window.search.byWord'),
  regexp: words('window.search.pattern'),
  replace: words('window.search.replaceOne'),
  'replace all': words('window.search.replaceAll'),
  close: words('window.close'),
  'Go to line': words('window.search.goToLine'),
  go: words('window.search.go'),
  'current match': words('window.search.current'),
  'replaced $ matches': words('window.search.replacedAll'),
  'replaced match on line $': words('window.search.replacedOne'),
  'on line': words('window.search.onLine'),
  Completions: words('window.search.completions'),
});

const basics: Extension = [
  lineNumbers({
    domEventHandlers: {
      // With the mouse; there is a key for those who have none.
      click: (view, { from }) => toggleStop(view, from),
    },
  }),
  visitsExtension,
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  highlightSelectionMatches(),
  history(),
  search({ top: true }),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  indentUnit.of('    '),
  EditorState.tabSize.of(4),
  EditorView.lineWrapping,
  syntaxHighlighting(colours),
  errorLine.extension,
  stepLine.extension,
  phrases,
  keymap.of([
    { key: 'Tab', run: acceptCompletion },
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...searchKeymap,
    ...historyKeymap,
    { key: 'Mod-l', run: gotoLine },
    // Escape, then Tab, leaves the editor: CodeMirror sees to that.
    indentWithTab,
    ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), // that is Run
  ]),
];

/**
 * A letter that is typed has the parser read anew what lies in the same buffer of its tree. With the usual 1024
 * characters that takes a millisecond or more in a long program, with these a tenth of it.
 */
const python = pythonLanguage.configure({ bufferLength: 128 });

/** The user event of a change that was not typed here: it needs no saving. */
export const ELSEWHERE = 'elsewhere';

export interface SetupOptions {
  readonly path: string;
  /** Names of the pupil's modules: files that a program can import. */
  readonly ownFiles: () => readonly string[];
  readonly whenTyped: (state: EditorState) => void;
  /** The pupil wants to stop at these lines, and no others. */
  readonly whenStops: (lines: number[]) => void;
  /** Whether nobody may change it, as a program that is to be read. */
  readonly isFixed: () => boolean;
}

/** All that an editor of one file does. */
export function extensionsFor({ path, ownFiles, whenTyped, whenStops, isFixed }: SetupOptions): Extension {
  const isPython = path.endsWith('.py');
  return [
    basics,
    EditorView.contentAttributes.of({
      'aria-label': words('window.editor.label', { file: path }),
      tabindex: '0', // it is anyway, but not everybody who looks for what the keyboard reaches knows that
    }),
    EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      if (docChanged && !transactions.some((one) => one.isUserEvent(ELSEWHERE))) whenTyped(state);
    }),
    EditorState.changeFilter.of((transaction) => transaction.isUserEvent(ELSEWHERE) || !isFixed()),
    isPython
      ? [
          stopsExtension(whenStops),
          // Not python(): its completions are all that Python has, and no beginner wants ProcessLookupError.
          python,
          autocompletion({ activateOnTypingDelay: 150, maxRenderedOptions: 40, icons: false }),
          completionSources(ownFiles).map((autocomplete) => python.data.of({ autocomplete })),
        ]
      : autocompletion({ override: [] }),
  ];
}
