/** The file in which a pupil says what a program prints. */
export const PREDICTION = 'prediction.txt';

/** Whether a prediction says what the program prints. White space at the ends of lines and of the text does not count. */
export function isPredicted(prediction: string, printed: string): boolean {
  return plain(prediction) === plain(printed);
}

const plain = (text: string): string =>
  text
    .replaceAll(/\r\n?/gu, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
