/** Exit code of a host that could not open the studio and has said why. */
export const GAVE_UP = 3;
