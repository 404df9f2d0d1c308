/** What an image is: the facts that travel beside its archive, and the identity that a runner demands of an engine. */
import { createHash } from 'node:crypto';

/** How a container of this image starts. Nothing else is set: no labels, no volumes, no ports, no command. */
export interface ImageConfig {
  readonly Entrypoint: readonly string[];
  /** Numeric `uid:gid`, so that no engine has to look a name up inside the image. */
  readonly User: string;
  /** `NAME=value`. */
  readonly Env: readonly string[];
  readonly WorkingDir: string;
}

export interface ImagePackage {
  readonly name: string;
  readonly version: string;
  /** The licences that its copyright file names, joined by ` AND `. */
  readonly licence: string;
}

export interface ImageManifest {
  readonly language: 'python';
  readonly version: '3.13';
  /** `repository:tag`. The `localhost/` keeps any engine from ever looking for it on the internet. */
  readonly reference: string;
  /** See {@link imageIdentity}. */
  readonly identity: string;
  /** Diff ids, `sha256:…` of each uncompressed layer, lowest first. */
  readonly layers: readonly string[];
  readonly config: ImageConfig;
  readonly archiveBytes: number;
  /** Hex, of the compressed archive. */
  readonly archiveSha256: string;
  /** Bytes of each zstd frame in the archive, in order; they sum to `archiveBytes`. */
  readonly frames: readonly number[];
  readonly packages: readonly ImagePackage[];
}

/**
 * The identity of an image, hex sha256: its layers' diff ids in order and its config, and nothing that differs
 * between engines (image ids do: Docker and Podman write the config of the same image differently).
 * A runner computes it again from what the engine's inspect call answers.
 */
export function imageIdentity(layers: readonly string[], config: ImageConfig): string {
  const { Entrypoint, Env, User, WorkingDir } = config;
  return createHash('sha256')
    .update(JSON.stringify({ layers, config: { Entrypoint, Env, User, WorkingDir } }))
    .digest('hex');
}

/** The name under which an image is loaded: a new identity is a new tag, so old and new can live side by side. */
export function imageReference(language: string, version: string, identity: string): string {
  return `localhost/sandlot-${language}:${version}-${identity.slice(0, 12)}`;
}
