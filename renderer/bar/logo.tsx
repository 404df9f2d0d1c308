/** The address of design/icon.svg: all of the drawing, put in by the build. */
declare const SANDLOT_ICON: string;

/** A sand castle with a flag, which looks at you. */
export function Logo() {
  return <img className="logo" src={SANDLOT_ICON} alt="" />;
}
