/**
 * Where the image of the box lies, for a studio that is one file: its build takes this module in the place of
 * `sandbox-images/root.ts`, which looks beside itself. Podman must be able to read the folder, so it is no part of
 * the archive.
 */
import { join } from 'node:path';
import { app } from 'electron';

export const imageRoot = app.isPackaged
  ? join(process.resourcesPath, 'sandbox-images/python')
  : join(app.getAppPath(), 'sandbox-images/out/python');
