import type * as mdast from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Block, Inline } from '../contract/index.ts';
import type { MarkdownWork } from './markdown-work.ts';
import type { Problems } from './problems.ts';

/**
 * Read a task: CommonMark and tables, as a small tree that a window draws. An address of a link is told as text, since
 * nothing leaves the machine; raw HTML and pictures from elsewhere are problems.
 *
 * @param pictures the pictures that are there, as `pictures/cat.png`
 * @param work what the tasks of this pack have taken so far; what would be too much is not parsed
 */
export function readMarkdown(
  file: string,
  text: string,
  pictures: ReadonlySet<string>,
  problems: Problems,
  work: MarkdownWork,
): readonly Block[] {
  const tooMuch = work.add(text);
  if (tooMuch !== undefined) {
    problems.add(file, tooMuch.line, tooMuch.code);
    return [];
  }
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return new Reader(file, tree, pictures, problems).blocks(tree.children);
}

/** How far emphasis, links, quotes and lists may be in each other. */
const MOST_NESTED = 16;

class Reader {
  readonly #file: string;
  readonly #pictures: ReadonlySet<string>;
  readonly #problems: Problems;
  readonly #addresses: ReadonlyMap<string, string>;
  #depth = 0;

  constructor(file: string, tree: mdast.Root, pictures: ReadonlySet<string>, problems: Problems) {
    this.#file = file;
    this.#pictures = pictures;
    this.#problems = problems;
    this.#addresses = new Map(
      tree.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url]] : [])),
    );
  }

  blocks(nodes: readonly mdast.RootContent[]): Block[] {
    return this.#deeper(nodes, () => nodes.flatMap((node) => this.#block(node) ?? []));
  }

  #block(node: mdast.RootContent): Block | undefined {
    switch (node.type) {
      case 'heading':
        return { kind: 'heading', level: node.depth, children: this.#inlines(node.children) };
      case 'paragraph':
        return { kind: 'paragraph', children: this.#inlines(node.children) };
      case 'list':
        return {
          kind: 'list',
          start: node.ordered === true ? (node.start ?? 1) : null,
          items: node.children.map((item) => this.blocks(item.children)),
        };
      case 'code':
        return { kind: 'code', language: node.lang ?? null, text: node.value };
      case 'blockquote':
        return { kind: 'quote', children: this.blocks(node.children) };
      case 'table': {
        const [header = [], ...rows] = node.children.map((row) =>
          row.children.map((cell) => this.#inlines(cell.children)),
        );
        return { kind: 'table', header, rows };
      }
      case 'thematicBreak':
        return { kind: 'rule' };
      case 'definition':
        return undefined;
      default:
        this.#tell(node, 'markdown-html');
        return undefined;
    }
  }

  #inlines(nodes: readonly mdast.PhrasingContent[]): Inline[] {
    return this.#deeper(nodes, () => nodes.flatMap((node) => this.#inline(node)));
  }

  #inline(node: mdast.PhrasingContent): Inline[] {
    switch (node.type) {
      case 'text':
        return [{ kind: 'text', text: node.value }];
      case 'inlineCode':
        return [{ kind: 'code', text: node.value }];
      case 'strong':
      case 'emphasis':
        return [{ kind: node.type, children: this.#inlines(node.children) }];
      case 'break':
        return [{ kind: 'break' }];
      case 'link':
        return this.#link(node, node.url);
      case 'linkReference':
        return this.#link(node, this.#addresses.get(node.identifier) ?? '');
      case 'image':
        return this.#picture(node, node.url, node.alt);
      case 'imageReference':
        return this.#picture(node, this.#addresses.get(node.identifier) ?? '', node.alt);
      default:
        this.#tell(node, 'markdown-html');
        return [];
    }
  }

  /** What it says, and where it would have led. */
  #link(node: mdast.Link | mdast.LinkReference, address: string): Inline[] {
    const children = this.#inlines(node.children);
    const [only] = children;
    const saysIt = children.length === 1 && only?.kind === 'text' && only.text === address;
    return saysIt ? children : [...children, { kind: 'text', text: ` (${address})` }];
  }

  #picture(
    node: mdast.Image | mdast.ImageReference,
    address: string,
    alternative: string | null | undefined,
  ): Inline[] {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|\\)/iu.test(address)) this.#tell(node, 'picture-remote', { address });
    else if (!this.#pictures.has(address)) this.#tell(node, 'picture-missing', { address });
    return [{ kind: 'picture', path: address, alternative: alternative ?? '' }];
  }

  #deeper<T>([first]: readonly mdast.Nodes[], work: () => T[]): T[] {
    if (this.#depth > MOST_NESTED) {
      if (first !== undefined) this.#tell(first, 'markdown-deep');
      return [];
    }
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  #tell(
    node: mdast.Nodes,
    code: 'markdown-html' | 'markdown-deep' | 'picture-remote' | 'picture-missing',
    values: Record<string, string> = {},
  ): void {
    this.#problems.add(this.#file, node.position?.start.line ?? null, code, values);
  }
}
