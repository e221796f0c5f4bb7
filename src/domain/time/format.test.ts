import { expect, test } from 'vitest';
import { dayIn } from './as-of.ts';
import { formatDate, formatDateRange, formatMonth, formatShortDate } from './format.ts';
import { formatInstant, formatTime } from './format-time.ts';
import { effectiveDay } from './partial-date.ts';
import { endOfDay, instantOf } from './zone.ts';

test('a date prints to its own precision', () => {
  expect([formatDate('2023-10-02'), formatDate('2023-10'), formatDate('2023')]).toEqual(['2 October 2023', 'October 2023', '2023']);
  expect([formatShortDate('2023-10-02'), formatShortDate('2023-10'), formatShortDate('2023')]).toEqual(['2 Oct', 'Oct', '2023']);
  expect(formatMonth('2023-10-02')).toBe('October 2023');
});

test('a span prints its common part once', () => {
  expect(formatDateRange('2023-10-02', '2023-10-09')).toBe('2–9 October 2023');
  expect(formatDateRange('2023-06-30', '2023-07-12')).toBe('30 June – 12 July 2023');
  expect(formatDateRange('2023-12-30', '2024-01-02')).toBe('30 December 2023 – 2 January 2024');
  expect(formatDateRange('2023-10', '2023-12')).toBe('October 2023 – December 2023');
});

test('a time carries the zone of its place and day, whatever the machine’s', () => {
  expect(formatTime('00:01', '2023-07-14', 'America/Los_Angeles')).toBe('00:01 PDT');
  expect(formatTime('00:01', '2023-11-09', 'America/Los_Angeles')).toBe('00:01 PST');
  expect(instantOf('2023-07-14', '00:01', 'America/Los_Angeles')).toBe('2023-07-14T07:01:00Z');
  expect(instantOf('2023-03-12', '02:30', 'America/Los_Angeles')).toBe('2023-03-12T10:30:00Z');
  expect(instantOf('2023-11-05', '01:30', 'America/Los_Angeles')).toBe('2023-11-05T08:30:00Z');
  expect(instantOf('1960-07-13', '12:00', 'America/Los_Angeles')).toBe('1960-07-13T19:00:00Z');
  expect(instantOf('1961-04-30', '02:15', 'America/New_York')).toBe('1961-04-30T07:15:00Z');
  expect(instantOf('1961-10-29', '01:30', 'America/New_York')).toBe('1961-10-29T05:30:00Z');
  expect(instantOf('2007-11-05', '00:01', 'America/Los_Angeles')).toBe('2007-11-05T08:01:00Z');
});

test('a moment is told by the clocks of a place', () => {
  expect(formatInstant('2026-11-24T23:42:59.999Z', 'America/Los_Angeles')).toBe('24 November 2026, 15:42 PST');
  expect(formatInstant('2026-07-02T03:05:00Z', 'America/Los_Angeles')).toBe('1 July 2026, 20:05 PDT');
  expect(endOfDay('2023-11-05', 'America/Los_Angeles')).toBe('2023-11-06T07:59:59.999Z');
  expect(endOfDay('2023-10-02', 'Asia/Kathmandu')).toBe('2023-10-02T18:14:59.999Z');
});

test('the day is the one in the place', () => {
  expect(dayIn('America/Los_Angeles', new Date('2023-10-03T06:59:59Z'))).toBe('2023-10-02');
  expect(dayIn('America/Los_Angeles', new Date('2023-10-03T07:00:00Z'))).toBe('2023-10-03');
});

test('a coarse date counts from the last day that it can mean', () => {
  expect([effectiveDay('2023'), effectiveDay('2024-02'), effectiveDay('2023-10-02')]).toEqual(['2023-12-31', '2024-02-29', '2023-10-02']);
});
