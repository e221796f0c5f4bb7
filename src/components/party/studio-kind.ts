import type { StudioKind } from '#domain/party/party.ts';

/** What each kind of company is called. */
export const studioKindNames: Readonly<Record<StudioKind, string>> = {
  STUDIO: 'Studio',
  STREAMER: 'Streamer',
  NETWORK: 'Network',
  GAME_PUBLISHER: 'Game publisher',
  MANUFACTURER: 'Manufacturer',
  CARRIER: 'Carrier',
  OTHER: 'Company',
};
