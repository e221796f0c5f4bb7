import { publicOrigin } from '#env';

/** Where the calendar of a negotiation, or of all, is subscribed to and downloaded. */
export function calendarOf(file: string): { readonly subscribe: string; readonly download: string } {
  const path = `/calendars/${file}.ics`;
  return { subscribe: `webcal://${new URL(publicOrigin()).host}${path}`, download: path };
}
