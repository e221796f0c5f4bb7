import { cache } from 'react';
import type { SearchParams } from './as-of.ts';

interface PageProps {
  readonly params?: Promise<unknown>;
  readonly searchParams: SearchParams;
}

/** Reads for a page once in a request, however often it is asked: what a page says of itself comes from the same reading as the page. */
export function oncePerRequest<Props extends PageProps, Found>(load: (props: Props) => Promise<Found>): (props: Props) => Promise<Found> {
  const ofRequest = cache(() => new Map<string, Promise<Found>>());
  return async (props) => {
    const address = JSON.stringify([await props.params, await props.searchParams]);
    const readings = ofRequest();
    const reading = readings.get(address) ?? load(props);
    readings.set(address, reading);
    return reading;
  };
}
