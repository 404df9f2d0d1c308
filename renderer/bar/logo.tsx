/** A sand castle with a flag. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect x="1" y="1" width="30" height="30" rx="8" fill="#ffc83d" />
      <path
        d="M16 4v7M16 4.5l6 2-6 2z"
        fill="#b3261e"
        stroke="#5a3d00"
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
      <path
        d="M6 26V14h3v2.5h2.5V11h9v5.5H23V14h3v12z"
        fill="#fff3cf"
        stroke="#5a3d00"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      <path d="M13.5 26v-4a2.5 2.5 0 0 1 5 0v4z" fill="#5a3d00" />
    </svg>
  );
}
