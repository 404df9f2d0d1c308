/** For tests only: the image's own interpreter with nothing of ours in its way, in a container that is gone at the end. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import Dockerode from 'dockerode';
import { openArchive, readManifest } from '../index.ts';

export interface Invocation {
  /** Arguments of `python3`. */
  readonly args: readonly string[];
  /** A folder of ours that it finds at `/given`, to be read only. */
  readonly given: string;
  /** Folders of the image that it may write to: `/work`, `/tmp`. */
  readonly scratch?: readonly string[];
}

export interface Ended {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly exitCode: number;
}

/** What docker-modem's types leave out. */
interface Demultiplexer {
  demuxStream(
    from: NodeJS.ReadableStream,
    stdout: NodeJS.WritableStream,
    stderr: NodeJS.WritableStream,
  ): void;
}

/**
 * Run `python3` in a container of the image, with its user, environment and folder, until it ends.
 * @param address of an engine on this machine: `unix:///run/docker.sock`
 */
export async function runInImage(address: string, { args, given, scratch = [] }: Invocation): Promise<Ended> {
  const docker = new Dockerode({ socketPath: address.slice('unix://'.length) });
  const container = await docker.createContainer({
    Image: await loadedImage(docker),
    Entrypoint: ['/usr/bin/python3'],
    Cmd: [...args],
    NetworkDisabled: true,
    // A volume takes its owner from the folder in the image; how a tmpfs gets one, each engine has words of its own.
    Volumes: Object.fromEntries(scratch.map((path) => [path, {}])),
    HostConfig: {
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      Binds: [`${given}:/given:ro`],
    },
  });
  try {
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    (docker.modem as Demultiplexer).demuxStream(stream, stdout, stderr);
    stream.once('end', () => {
      stdout.end();
      stderr.end();
    });
    await container.start();
    const [out, err] = await Promise.all([buffer(stdout), buffer(stderr)]);
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    return { stdout: out, stderr: err, exitCode: StatusCode };
  } finally {
    await container.remove({ force: true, v: true });
  }
}

async function loadedImage(docker: Dockerode): Promise<string> {
  const { reference } = await readManifest();
  const images = await docker.listImages({ filters: { reference: [reference] } });
  if (images.length === 0) {
    const progress = await docker.loadImage(openArchive());
    progress.resume();
    await once(progress, 'end');
  }
  return reference;
}
