import { useEffect, useRef } from 'react';
import { Refused } from './refused.tsx';
import type { PackNews } from './use-drop.ts';

/** What became of a pack that was given to the studio, where it is seen. */
export default function PackNewsCard({ news: { kind, title, problems } }: { readonly news: PackNews }) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [kind, title]);
  return (
    <div ref={card} className="pack-news">
      {kind === 'bad' && <Refused title={title} problems={problems} />}
      <p role="status" className={kind === 'good' ? 'card good' : 'aside'} hidden={kind === 'bad'}>
        {kind !== 'bad' && title}
      </p>
    </div>
  );
}
