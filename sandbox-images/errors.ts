/**
 * What can go wrong with an image, as data: a code to act on, what happened, and what a person can do about it.
 * `details` names the offending packages or files, so that a message in another language can be built from them.
 */
export type ImageErrorCode =
  | 'image-not-built'
  | 'image-corrupt'
  | 'mirror-unknown'
  | 'package-gone'
  | 'package-corrupt'
  | 'licence-unknown'
  | 'tool-failed';

export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly code: ImageErrorCode;
  readonly whatToDo: string;
  readonly details: readonly string[];

  constructor(code: ImageErrorCode, whatHappened: string, whatToDo: string, details: readonly string[] = []) {
    super(`${whatHappened} ${whatToDo}`);
    this.code = code;
    this.whatToDo = whatToDo;
    this.details = details;
  }
}
