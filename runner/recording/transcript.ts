/**
 * Which step of a program wrote what, and was told what. The steps say only how many bytes the program had written;
 * what these were, its terminal says, where they are mixed with what the terminal shows of the pupil's typing, and
 * where every new line has become two characters.
 */
interface TranscriptReader {
  /** In that step the program wrote this; −1: after the last one. */
  wrote(step: number, text: string): void;
  /** In that step it was given this line, after it had written that at the beginning of its own. */
  asked(step: number, prompt: string, answer: string): void;
}

const RETURN = 0x0d;
const NEW_LINE = 0x0a;
/** A terminal gives a program no longer line than this, in bytes; erasing a letter shows three. */
const LONGEST_TYPED = 4 * 4096;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

export class Transcript {
  readonly #reader: TranscriptReader;
  /** What the program wrote and no step has claimed: piece by piece, for there may be very many. */
  #unclaimed: Buffer[] = [];
  #unclaimedBytes = 0;
  /** Bytes that were claimed so far. */
  #claimed = 0;
  /** Steps that claim more than has come yet: what the terminal shows takes a way of its own. */
  #claims: { readonly step: number; readonly bytes: number }[] = [];
  #steps = 0;
  #lastLine = '';
  #waits = false;
  #echo: Buffer = Buffer.alloc(0);
  #held: Buffer = Buffer.alloc(0);

  constructor(reader: TranscriptReader) {
    this.#reader = reader;
  }

  /** The terminal showed this. */
  show(data: Buffer): void {
    let bytes: Buffer = Buffer.concat([this.#held, data]);
    const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length; // perhaps the first half of a new line
    this.#held = bytes.subarray(end);
    bytes = bytes.subarray(0, end);
    if (this.#waits) bytes = this.#takeEcho(bytes);
    const written = plainLines(bytes);
    this.#unclaimed.push(written);
    this.#unclaimedBytes += written.length;
    const text = written.toString();
    this.#lastLine = (text.includes('\n') ? '' : this.#lastLine) + text.slice(text.lastIndexOf('\n') + 1);
    this.#settle();
  }

  /** The program is blocked reading its terminal. Until the end of a line, that shows what is typed. */
  wait(): void {
    if (this.#waits) return; // it is told anew for each piece that is typed
    this.#waits = true;
    this.#echo = Buffer.alloc(0);
  }

  /** The pupil typed this. */
  type(text: string): void {
    // Neither ends in a new line that the terminal would show.
    if (text.includes(CTRL_C) || text.includes(CTRL_D)) this.#waits = false;
  }

  /** There is a step; before it, the program had written so many bytes in all, if that is more than at the last one. */
  step(step: number, bytes: number | undefined): void {
    this.#steps = step + 1;
    if (bytes === undefined) return;
    this.#claims.push({ step, bytes });
    this.#settle();
  }

  /** No more will come. */
  end(): void {
    this.#settle();
    this.#tell(-1, this.#unclaimedBytes);
  }

  /** Takes from the beginning what is the pupil's typing; gives the rest. */
  #takeEcho(bytes: Buffer): Buffer {
    const end = bytes.indexOf('\r\n');
    this.#echo = Buffer.concat([this.#echo, end < 0 ? bytes : bytes.subarray(0, end)]);
    if (end < 0 && this.#echo.length <= LONGEST_TYPED) return Buffer.alloc(0);
    this.#waits = false;
    if (end < 0) return this.#echo; // a thread writes without end while another reads
    this.#reader.asked(Math.max(0, this.#steps - 1), this.#lastLine, withoutErased(this.#echo.toString()));
    this.#lastLine = '';
    return bytes.subarray(end + 2);
  }

  #settle(): void {
    for (let [claim] = this.#claims; claim !== undefined; [claim] = this.#claims) {
      const bytes = claim.bytes - this.#claimed;
      if (bytes > this.#unclaimedBytes) return;
      this.#claims.shift();
      if (bytes > 0) this.#tell(claim.step, bytes);
    }
  }

  #tell(step: number, bytes: number): void {
    const [first = Buffer.alloc(0), ...more] = this.#unclaimed;
    const all = more.length > 0 ? Buffer.concat(this.#unclaimed) : first;
    const text = all.subarray(0, bytes).toString();
    this.#unclaimed = [all.subarray(bytes)];
    this.#unclaimedBytes -= bytes;
    this.#claimed += bytes;
    if (text !== '') this.#reader.wrote(step, text);
  }
}

/** As the program wrote them: a terminal puts a return before each new line. */
function plainLines(bytes: Buffer): Buffer {
  return Buffer.from(bytes.filter((byte, at) => byte !== RETURN || bytes[at + 1] !== NEW_LINE));
}

/** What is left of a line in which some characters were typed and taken back, as the terminal showed it. */
function withoutErased(text: string): string {
  let left = '';
  for (const part of text.split('\b \b')) left = left === '' ? part : left.slice(0, -1) + part;
  return left;
}
