import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { words } from '../../app/words/index.ts';
import { Refused } from './refused.tsx';
import type { IntakeNews } from './take-in.ts';

interface NewsProps {
  readonly news: IntakeNews;
  readonly onClose: () => void;
}

/** What became of something that was given to the studio, where it is seen. */
export default function News({ news: { kind, title, problems }, onClose }: NewsProps) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [kind, title]);
  return (
    <div ref={card} className="intake-news">
      {kind === 'bad' && <Refused title={title} problems={problems} />}
      <p role="status" className={kind === 'good' ? 'card good' : 'aside'} hidden={kind === 'bad'}>
        {kind !== 'bad' && title}
      </p>
      {kind !== 'busy' && (
        <button
          type="button"
          className="button icon plain"
          aria-label={words('window.close')}
          title={words('window.close')}
          onClick={onClose}
        >
          <X aria-hidden />
        </button>
      )}
    </div>
  );
}
