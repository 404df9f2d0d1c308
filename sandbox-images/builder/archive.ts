/**
 * The image as one file in docker-archive format, the one that `docker load` and `podman load` share: a tar with the
 * layers, the config and a manifest.json (Docker Image Specification v1.2, "Combined Image JSON + Filesystem
 * Changeset Format"). It is two zstd frames, one after the other: the base layer, whose slow compression is kept
 * from build to build, and all the rest.
 */
import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { imageReference, type ImageConfig } from '../manifest.ts';
import { tarEnd, tarEntry } from './tar.ts';

/** Past 19 the decoder would need more memory than a school machine should give. */
const level = 19;

/** The diff id of a layer: `sha256:` and the hash of its tar. */
export function diffIdOf(layer: Buffer): string {
  return `sha256:${sha256(layer)}`;
}

/** A frame with nothing but this layer. */
export function layerFrame(layer: Buffer, epoch: number): Buffer {
  return compress(file(layerName(diffIdOf(layer)), layer, epoch));
}

/** The last frame: the upper layer, the config and the manifest. */
export function finalFrame(
  image: {
    language: string;
    version: string;
    identity: string;
    layers: readonly string[];
    config: ImageConfig;
  },
  upperLayer: Buffer,
  epoch: number,
): Buffer {
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      created: new Date(epoch * 1000).toISOString(),
      config: image.config,
      rootfs: { type: 'layers', diff_ids: image.layers },
    }),
  );
  const configName = `${sha256(config)}.json`;
  const manifest = [
    {
      Config: configName,
      RepoTags: [imageReference(image.language, image.version, image.identity)],
      Layers: image.layers.map(layerName),
    },
  ];
  return compress([
    ...file(layerName(diffIdOf(upperLayer)), upperLayer, epoch),
    ...file(configName, config, epoch),
    ...file('manifest.json', Buffer.from(JSON.stringify(manifest)), epoch),
    tarEnd(),
  ]);
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function layerName(diffId: string): string {
  return `${diffId.slice('sha256:'.length)}.tar`;
}

function file(path: string, content: Buffer, epoch: number): Buffer[] {
  return tarEntry({ path, type: 'file', mode: 0o644, content }, epoch);
}

function compress(parts: readonly Buffer[]): Buffer {
  return zstdCompressSync(Buffer.concat(parts), { params: { [constants.ZSTD_c_compressionLevel]: level } });
}
