import { NotALiteral, parseCall, parseLiteral } from '../../runner/index.ts';

/** Whether a text is no literal of Python, or no call whose arguments are. */
export function literalProblem(text: string, as: 'value' | 'call'): boolean {
  try {
    if (as === 'call') parseCall(text);
    else parseLiteral(text);
    return false;
  } catch (error) {
    if (error instanceof NotALiteral) return true;
    throw error;
  }
}
