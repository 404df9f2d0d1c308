import { once } from 'node:events';
import type Dockerode from 'dockerode';
import { ImageError, type ImageManifest, imageIdentity, openArchive } from '../../../sandbox-images/index.ts';
import { RunnerError } from '../../model/index.ts';
import type { Connection } from '../connect.ts';
import { isDiskFull, statusOf } from './api.ts';

/**
 * Make sure that the engine has our image, loading it if not, and give its id in the engine's store. Boxes
 * are made by that id and never by a name, which anybody on the machine can give to another image.
 *
 * @throws RunnerError `image-missing`, `image-corrupt`, `image-unexpected`, `disk-full`
 */
export async function ensureImage(
  { docker, streams, info }: Connection,
  manifest: ImageManifest,
  root?: string,
): Promise<string> {
  try {
    const found = await inspect(docker, manifest);
    if (found !== undefined) return found;
    await load(streams, root);
    const loaded = await inspect(docker, manifest);
    if (loaded === undefined) throw new RunnerError('image-unexpected', { image: manifest.reference });
    return loaded;
  } catch (error) {
    if (error instanceof RunnerError) throw error;
    const words = error instanceof Error ? error.message.trim() : String(error);
    throw new RunnerError('engine-lost', { engine: info.name, words }, { cause: error });
  }
}

/** Nothing, or a list or a table with nothing in it: how engines say that an image does not set something. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** The id of the image of that name if it has the layers and the settings of the manifest, and no others. */
async function inspect(docker: Dockerode, manifest: ImageManifest): Promise<string | undefined> {
  try {
    const { Id, RootFS, Config } = await docker.getImage(manifest.reference).inspect();
    const { Entrypoint, User, Env, WorkingDir } = Config;
    const identity = imageIdentity(RootFS.Layers ?? [], {
      Entrypoint: typeof Entrypoint === 'string' ? [Entrypoint] : (Entrypoint ?? []),
      User,
      Env,
      WorkingDir,
    });
    const more = [Config.Volumes, Config.Cmd, Config.Healthcheck, Config.OnBuild];
    return identity === manifest.identity && more.every(isEmpty) ? Id : undefined;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function load(docker: Dockerode, root: string | undefined): Promise<void> {
  const archive = openArchive(root);
  const failure = new Promise<never>((_, reject) => archive.once('error', reject));
  try {
    const answer = await Promise.race([docker.loadImage(archive), failure]);
    let report = '';
    answer.on('data', (chunk: Buffer) => (report = (report + chunk.toString()).slice(-4_000)));
    await once(answer, 'end');
    // Docker answers 200 and tells of a failure at the end of its report.
    const failed = /"errorDetail":\{[^}]*"message":"([^"]*)"/.exec(report);
    if (failed !== null) throw new Error(failed[1]);
  } catch (error) {
    if (error instanceof ImageError) {
      const code = error.code === 'image-corrupt' ? 'image-corrupt' : 'image-missing';
      throw new RunnerError(code, { words: error.message }, { cause: error });
    }
    const words = error instanceof Error ? error.message.trim() : String(error);
    if (isDiskFull(words)) throw new RunnerError('disk-full', { words }, { cause: error });
    throw error;
  }
}
