import icon from '../design/icon.svg';

/** A sand castle with a flag, which looks at you. */
export function Logo() {
  return <img className="logo" src={icon} alt="" />;
}
