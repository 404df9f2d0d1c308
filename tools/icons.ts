/**
 * `npm run icons`: makes `icons/` of `renderer/design/icon.svg`. It needs Chromium, which a computer that builds
 * installers may not have, so what it makes is in the repository; a test tells when it is older than the drawing.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { type Picture, icnsOf, icoOf } from './icons/containers.ts';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const root = join(import.meta.dirname, '..');
const out = join(root, 'icons');
const drawing = readFileSync(join(root, 'renderer/design/icon.svg'));

const pictures = await draw(drawing);
mkdirSync(join(out, 'png'), { recursive: true });
for (const { size, png } of pictures.filter(({ size }) => size <= 512)) {
  writeFileSync(join(out, 'png', `${size}x${size}.png`), png);
}
writeFileSync(join(out, 'icon.ico'), icoOf(pictures.filter(({ size }) => size <= 256)));
writeFileSync(join(out, 'icon.icns'), icnsOf(pictures));
writeFileSync(join(out, 'drawing.sha256'), `${createHash('sha256').update(drawing).digest('hex')}\n`);

async function draw(svg: Buffer): Promise<Picture[]> {
  const browser = await chromium.launch({
    executablePath: process.env['SANDLOT_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    const drawn: Picture[] = [];
    for (const size of SIZES) {
      await page.setViewportSize({ width: size, height: size });
      const address = `data:image/svg+xml;base64,${svg.toString('base64')}`;
      await page.setContent(
        `<body style="margin:0"><img style="display:block" width="${size}" height="${size}" src="${address}">`,
      );
      drawn.push({ size, png: await page.screenshot({ omitBackground: true }) });
    }
    return drawn;
  } finally {
    await browser.close();
  }
}
