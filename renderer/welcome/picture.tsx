interface PictureProps {
  readonly step: 'write' | 'run' | 'look';
}

/** The window, drawn small, with the part in colour that a step is about. */
export function Picture({ step }: PictureProps) {
  const lit = (part: PictureProps['step']) => (part === step ? 'lit' : undefined);
  return (
    <svg className="picture" viewBox="0 0 320 168" aria-hidden="true">
      <rect className="frame" x="1" y="1" width="318" height="166" rx="10" />
      <rect className="bar-line" x="1" y="30" width="318" height="1" />
      <g className={lit('run')}>
        <rect className="run" x="126" y="7" width="68" height="18" rx="5" />
        <path className="run-sign" d="M154 11v10l9-5z" />
      </g>
      <g className={lit('write')}>
        <rect className="sheet" x="70" y="39" width="180" height="64" rx="5" />
        <path className="code code-1" d="M80 52h34" />
        <path className="code code-2" d="M120 52h52" />
        <path className="code code-3" d="M80 66h22" />
        <path className="code code-2" d="M108 66h84" />
        <path className="code code-1" d="M96 80h28" />
        <path className="code code-3" d="M130 80h40" />
      </g>
      <g className={lit('look')}>
        <rect className="screen" x="70" y="109" width="180" height="50" rx="5" />
        <path className="said" d="M80 122h76M80 135h48M80 148h20" />
      </g>
      <rect className="panel" x="9" y="39" width="53" height="120" rx="5" />
      <rect className="panel" x="258" y="39" width="53" height="120" rx="5" />
    </svg>
  );
}
