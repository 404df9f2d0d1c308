/** Tags of HTML and what Markdown has for them; all others go away. */
const MARKS: Readonly<Record<string, string>> = {
  ...{ p: '\n\n', '/p': '\n\n', div: '\n\n', '/div': '\n\n', br: '  \n', hr: '\n\n---\n\n' },
  ...{ b: '**', '/b': '**', strong: '**', '/strong': '**', i: '*', '/i': '*', em: '*', '/em': '*' },
  ...{ code: '`', '/code': '`', tt: '`', '/tt': '`', li: '\n- ', ul: '\n\n', '/ul': '\n\n', ol: '\n\n', '/ol': '\n\n' },
  ...{ h1: '\n\n# ', h2: '\n\n## ', h3: '\n\n### ', h4: '\n\n#### ', h5: '\n\n##### ', h6: '\n\n###### ' },
  ...{ '/h1': '\n\n', '/h2': '\n\n', '/h3': '\n\n', '/h4': '\n\n', '/h5': '\n\n', '/h6': '\n\n' },
};

/** HTML as a question has it, in Markdown. `lost` is whether something could not be told in it. */
export function markdownOf(html: string): { readonly text: string; readonly lost: boolean } {
  let lost = false;
  const parts = html.split(/(<pre\b[^]*?<\/pre>)/giu).map((part) => {
    if (/^<pre\b/iu.test(part)) {
      const code = entities(part.replaceAll(/<br[^>]*>/giu, '\n').replaceAll(/<[^>]*>/gu, ''));
      return `\n\n\`\`\`\n${code.replace(/^\n/u, '').trimEnd()}\n\`\`\`\n\n`;
    }
    const marked = part.replaceAll(/<(\/?[a-z][a-z0-9]*)\b[^>]*>|<!--[^]*?-->/giu, (_, tag: string | undefined) => {
      const name = (tag ?? '').toLowerCase();
      if (['img', 'table', 'a', 'video', 'audio', 'script', 'sup', 'sub', 'iframe'].includes(name)) lost = true;
      return MARKS[name] ?? '';
    });
    return entities(marked).replaceAll(/[<](?=[a-z/!?])/giu, '\\<');
  });
  const text = parts.join('').replaceAll(/[ \t]+\n(?! {0,3}\S)/gu, '\n').replaceAll(/\n{3,}/gu, '\n\n');
  return { text: text.trim(), lost };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** `&amp;` comes last, so that `&amp;lt;` becomes `&lt;` and no more. */
const entities = (text: string): string =>
  text
    .replaceAll(/&(lt|gt|quot|apos|nbsp);/gu, (_, name: string) => NAMED[name] ?? '')
    .replaceAll(/&#(\d{1,6});/gu, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10_ff_ff)))
    .replaceAll('&amp;', '&');
