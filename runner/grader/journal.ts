import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import * as z from 'zod';
import type { Assessment } from './assessment.ts';
import type { Submission } from './examiner.ts';
import { type Grade, gradeSchema } from './grade.ts';

const lineSchema = z.strictObject({ version: z.literal(1), key: z.string(), grade: gradeSchema });

/** A hash of all that a grade depends on. */
export function keyOfGrade(assessment: Assessment, submission: Submission, image: string): string {
  const { entry, files } = submission;
  return createHash('sha256')
    .update(JSON.stringify([image, assessment, { entry, files }]))
    .digest('hex');
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/**
 * Grades that were given, one JSON line each, only ever added to: whoever is killed goes on where he was. Of a line
 * that was not written to its end nothing is left.
 */
export class Journal implements AsyncDisposable {
  readonly #file: FileHandle;
  /** Where each grade is, so that memory does not grow with what they say. */
  readonly #places: Map<string, Place>;
  #end: number;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle, places: Map<string, Place>, end: number) {
    this.#file = file;
    this.#places = places;
    this.#end = end;
  }

  /** @throws whatever the system says if the file cannot be opened */
  static async open(path: string): Promise<Journal> {
    const file = await open(path, 'a+', 0o600);
    const places = new Map<string, Place>();
    let end = 0;
    for await (const line of linesOf(file)) {
      const length = line.length;
      const key = keyIn(line);
      if (key !== undefined) places.set(key, { offset: end, length });
      end += length + 1;
    }
    await file.truncate(end);
    return new Journal(file, places, end);
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** The grade under a key; undefined if there is none. */
  async get(key: string): Promise<Grade | undefined> {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    const buffer = Buffer.alloc(place.length);
    await this.#file.read(buffer, 0, place.length, place.offset);
    return lineSchema.parse(JSON.parse(buffer.toString('utf8'))).grade;
  }

  /** Write a grade down. Resolves when it is on its way to the disk, where killing us does not reach it. */
  async add(key: string, grade: Grade): Promise<void> {
    const line = Buffer.from(`${JSON.stringify({ version: 1, key, grade })}\n`);
    const write = this.#writing.then(async () => {
      await this.#file.appendFile(line);
      this.#places.set(key, { offset: this.#end, length: line.length - 1 });
      this.#end += line.length;
    });
    this.#writing = write.catch(() => undefined);
    await write;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }
}

/** Lines that are whole, without their ends. */
async function* linesOf(file: FileHandle): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(1 << 16);
  let rest = Buffer.alloc(0);
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      yield rest.subarray(0, end);
      rest = rest.subarray(end + 1);
    }
  }
}

/** Undefined if the line is none of ours: then its submission is graded again. */
function keyIn(line: Buffer): string | undefined {
  try {
    const read = lineSchema.safeParse(JSON.parse(line.toString('utf8')));
    return read.success ? read.data.key : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
