/** Draws the arrows of a picture: from every `data-to` to the `data-box` of the same number. */

const SVG = 'http://www.w3.org/2000/svg';
/** How far an arrow swings out, in pixels. */
const SWING = 22;
/** Below the top of a box, where arrows come in. */
const HEAD = 12;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of an arrow: into the left side of a box that is further right, or around into its right side. */
export function pathOf(from: Point, box: { left: number; right: number; top: number }): string {
  const y = box.top + HEAD;
  if (box.left > from.x) {
    const bend = Math.max(SWING, (box.left - from.x) / 2);
    return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${box.left - bend} ${y} ${box.left} ${y}`;
  }
  const out = Math.max(from.x, box.right) + SWING;
  return `M${from.x} ${from.y}C${out} ${from.y} ${out} ${y} ${box.right} ${y}`;
}

/** Make the arrows agree with what is in `scene`. All is measured first, so the page is laid out once. */
export function drawArrows(scene: HTMLElement, svg: SVGSVGElement): void {
  const origin = scene.getBoundingClientRect();
  const boxes = new Map<string, { left: number; right: number; top: number }>();
  for (const element of scene.querySelectorAll<HTMLElement>('[data-box]')) {
    const { left, right, top } = element.getBoundingClientRect();
    boxes.set(element.dataset['box'] ?? '', {
      left: Math.round(left - origin.left),
      right: Math.round(right - origin.left),
      top: Math.round(top - origin.top),
    });
  }
  const arrows: { path: string; changed: boolean; to: string }[] = [];
  for (const dot of scene.querySelectorAll<HTMLElement>('[data-to]')) {
    const to = dot.dataset['to'] ?? '';
    const box = boxes.get(to);
    if (box === undefined) continue;
    const { left, top, width, height } = dot.getBoundingClientRect();
    const from = {
      x: Math.round(left - origin.left + width / 2),
      y: Math.round(top - origin.top + height / 2),
    };
    arrows.push({ path: pathOf(from, box), changed: dot.closest('.changed') !== null, to });
  }
  while (svg.childElementCount - 1 > arrows.length) svg.lastElementChild?.remove();
  for (const [at, { path, changed, to }] of arrows.entries()) {
    // The first child is what arrowheads are made of.
    const line = svg.children[at + 1] ?? svg.appendChild(document.createElementNS(SVG, 'path'));
    if (line.getAttribute('d') !== path) line.setAttribute('d', path);
    line.setAttribute('data-arrow', to);
    line.classList.toggle('changed', changed);
  }
}
