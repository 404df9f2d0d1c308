/** Who may have code run: specs are signed by the studio that made them and checked before they are run. */
export { SpecGate, signSpec, type VerifiedSpec } from './signing.ts';
