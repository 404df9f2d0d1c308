/**
 * A value of Python's built-in types: what a call returned, or a literal. A `str` has no lone surrogates, so that it is
 * the same text here as there.
 */
export type Value =
  | { readonly type: 'None' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly real: number; readonly imaginary: number }
  | { readonly type: 'str'; readonly value: string }
  /** One character for each byte. */
  | { readonly type: 'bytes'; readonly value: string }
  | { readonly type: 'list' | 'tuple' | 'set' | 'frozenset'; readonly items: readonly Value[] }
  | { readonly type: 'dict'; readonly entries: readonly (readonly [Value, Value])[] };

/** What a call came back with, as the pupil's process told it: a value, or why it is none that can be compared. */
export type Returned =
  | { readonly kind: 'value'; readonly value: Value }
  /** Something in it is of another type, which calls itself that. */
  | { readonly kind: 'not plain'; readonly type: string }
  /** It is too large or too deep, or lies in itself. */
  | { readonly kind: 'too large' };
