/**
 * What a tracer says of a bubble sort, step by step: a trace of any length without a box.
 *
 *  1  def swap(n):
 *  2      words[n], words[n + 1] = words[n + 1], words[n]
 *  3  while True:
 *  4      for i in range(len(words) - 1):
 *  5          if words[i] > words[i + 1]:
 *  6              swap(i)
 */
export function bubbleSort(steps: number): string {
  const lines: unknown[] = [
    { trace: 1, python: '3.13.5', entry: 'sort.py' },
    ['file', 0, 'sort.py'],
    ['code', 0, 0, '<module>', 'module', 1],
    ['code', 1, 0, 'swap', 'function', 1],
    ['c', 1, ['(', 0]],
  ];
  let count = 1;
  const step = (...record: unknown[]) => {
    if (count < steps) lines.push(record);
    count += 1;
  };
  const size = 60;
  let words: number[] = [];
  const begin = () => (words = Array.from({ length: size }, (_, n) => (n * 37) % 61));
  begin();
  step('l', 3, ['=', 'words', [0]], ['*', 0, 'list', 'list', null, size, ...words]);
  for (let pending: unknown[] = []; count < steps;) {
    let swapped = false;
    for (let i = 0; i + 1 < size && count < steps; i += 1) {
      step('l', 4, ...pending);
      step('l', 5, ['=', 'i', i]);
      pending = [];
      const [a = 0, b = 0] = words.slice(i, i + 2);
      if (a <= b) continue;
      swapped = true;
      step('l', 6);
      step('c', 1, ['(', 1], ['=', 'n', i]);
      step('l', 2);
      words.splice(i, 2, b, a);
      step('r', 2, null, ['s', 0, i, 2, size, b, a]);
      pending = [[')']];
    }
    if (swapped) continue;
    begin();
    pending = [...pending, ['s', 0, 0, size, size, ...words]];
  }
  lines.push(['end', 'done', steps, steps]);
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
