/** Where the signature of a pack lies in it. */
export const SIGNATURE_FILE = 'signature.json';
