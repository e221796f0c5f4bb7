import type { Event } from '#domain/event/event.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** A session with who was in the room. */
export function SessionDetail({
  event,
  people,
  view,
}: {
  event: Event & { kind: 'SESSION' };
  people: ReadonlyMap<string, string>;
  view: View;
}) {
  const { status, format, venue, attendees = [] } = event.session;
  const about = [status === 'HELD' ? null : status.toLowerCase(), format, venue].filter((part) => part !== null && part !== undefined);
  return (
    <div className="text-sm">
      {about.length > 0 && <p className="text-soft">{about.join(' · ')}</p>}
      {attendees.length > 0 && (
        <p>
          In the room:{' '}
          {attendees.map((slug, index) => (
            <span key={slug}>
              {index > 0 && ', '}
              <a href={linkTo(`/people/${slug}`, view.linkDate)}>{people.get(slug) ?? slug}</a>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
