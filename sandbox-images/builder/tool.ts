/** Running a tool of the build machine to its end. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ImageError } from '../errors.ts';

const run = promisify(execFile);

/** What the tool printed. A failure becomes an {@link ImageError} `tool-failed` with what it complained of. */
export async function tool(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<string> {
  try {
    const { stdout } = await run(command, args, { maxBuffer: 64 << 20, ...options });
    return stdout;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const complaint = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
    throw new ImageError(
      'tool-failed',
      `${command} ${args.at(0) ?? ''} failed: ${complaint || error.message}`,
      'Building an image needs a Debian machine with apt, dpkg and the debian-archive-keyring.',
      [command],
    );
  }
}
